import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { chineseDate } from '../../../platform/delivery/documents/document-text';
import { type CellContent, type TableColumn, WorkbookWriter } from '../../../platform/delivery/documents/workbook';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import type { CertificateState } from '../persistence/certificate-directory';
import { type HeldCertificate, type RegisterQuery, ShowCertificates } from './show-certificates';

const PAGE = 200;
const TITLE = '志愿服务记录证明登记簿';

const columns: readonly TableColumn[] = [
  { header: '证明编号', kind: 'id', widthChars: 24 },
  { header: '姓名', kind: 'text', widthChars: 12 },
  { header: '志愿者编号', kind: 'id', widthChars: 16 },
  { header: '出具单位', kind: 'text', widthChars: 16 },
  { header: '用途', kind: 'wrapped', widthChars: 24 },
  { header: '服务开始日', kind: 'day', widthChars: 14 },
  { header: '服务截止日', kind: 'day', widthChars: 14 },
  { header: '服务分钟', kind: 'integer', widthChars: 12 },
  { header: '培训分钟', kind: 'integer', widthChars: 12 },
  { header: '申请日期', kind: 'day', widthChars: 14 },
  { header: '出具日期', kind: 'day', widthChars: 14 },
  { header: '状态', kind: 'text', widthChars: 12 },
  { header: '退回、作废或换发的原因', kind: 'wrapped', widthChars: 36 },
];

const stateNames: Readonly<Record<CertificateState, string>> = {
  APPLIED: '等待开具',
  DECLINED: '已退回',
  VALID: '有效',
  SUPERSEDED: '已换发',
  REVOKED: '已作废',
};

/** The register as a workbook, page by page: however long it is, it is never in memory as a whole. */
@Injectable()
export class CertificateRegisterFile {
  constructor(
    private readonly show: ShowCertificates,
    private readonly writer: WorkbookWriter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The rows that the list shows under the same filter. What was taken away is noted before anything leaves, under the
   * person where one was named.
   *
   * @throws DIVISION_UNKNOWN, CERTIFICATE_DAYS_INVALID
   */
  async execute(actor: Actor, filter: RegisterQuery): Promise<Readable> {
    // Before the answer begins: a refusal in the middle of a file could not be read by anybody.
    const first = await this.show.register(actor, { ...filter, limit: PAGE });
    await this.note(actor, filter);
    const nowMs = this.clock.nowMs();
    return this.writer.stream({
      ...{ title: TITLE, author: '志愿服务积分与时长台账', documentDateMs: nowMs },
      sheets: [
        {
          ...{ kind: 'table', name: '登记簿', title: TITLE, columns, rows: this.rows(actor, filter, first) },
          subtitle: `制表日期：${chineseDate(localDayOf(nowMs))}`,
        },
      ],
    });
  }

  private async note(actor: Actor, filter: RegisterQuery): Promise<void> {
    const { divisionId, volunteerId, status, from, until } = filter;
    const given = Object.entries({ divisionId, volunteerId, status, from, until });
    const details = Object.fromEntries(
      given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
    );
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'certificates.register',
        subjectKind: volunteerId === undefined ? 'actor' : 'volunteer',
        subjectId: volunteerId ?? actorIdOf(actor),
        details,
      }),
    );
  }

  private async *rows(
    actor: Actor,
    filter: RegisterQuery,
    first: Awaited<ReturnType<ShowCertificates['register']>>,
  ): AsyncGenerator<readonly CellContent[]> {
    let page = first;
    for (;;) {
      yield* page.items.map(cellsOf);
      if (page.next === null) return;
      page = await this.show.register(actor, { ...filter, limit: PAGE, after: page.next });
    }
  }
}

function cellsOf(one: HeldCertificate): readonly CellContent[] {
  return [
    ...[one.certificateNo ?? '', one.holderName ?? '已注销', one.volunteerNo, one.divisionName, one.purpose ?? ''],
    ...[one.periodFrom, one.periodTo, one.serviceMinutes, one.trainingMinutes],
    ...[dayOf(one.appliedAt), one.issuedAt === null ? '' : dayOf(one.issuedAt), stateNames[one.status]],
    one.declineReason ?? one.endReason ?? '',
  ];
}

function dayOf(instant: string): LocalDay {
  return localDayOf(Date.parse(instant));
}
