import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { type ListedReceipt, ReceiptRepository, type ReceiptState } from '../persistence/receipt.repository';

/** Instants are ISO 8601. */
export type ReceiptItem = Omit<ListedReceipt, 'queuedAt' | 'settledAt'> & {
  readonly queuedAt: string;
  readonly settledAt: string | null;
};

/** Receipts inside the actor's scope: by the number that somebody reads out, or by what became of them. */
@Injectable()
export class ListReceipts {
  constructor(private readonly receipts: ReceiptRepository) {}

  /** @throws CURSOR_INVALID */
  async page(
    actor: Actor,
    query: PageQuery & { readonly receiptNo?: number; readonly state?: ReceiptState },
  ): Promise<Page<ReceiptItem>> {
    const limit = limitOf(query);
    const rows = await this.receipts.list({
      scopes: scopesOf(actor, 'record.review'),
      receiptNo: query.receiptNo === undefined ? null : String(query.receiptNo),
      state: query.state ?? null,
      before: decodeCursor(query, 1)?.map(String)[0] ?? null,
      limit,
    });
    return pageOf(
      rows,
      limit,
      ({ receiptNo }) => [Number(receiptNo)],
      ({ queuedAt, settledAt, ...row }) => ({
        ...row,
        queuedAt: queuedAt.toISOString(),
        settledAt: settledAt?.toISOString() ?? null,
      }),
    );
  }
}
