import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf, parseLocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { SpreadsheetReader } from '../../../platform/delivery/documents/spreadsheet-reader';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory, type DivisionView } from '../../../place/divisions';
import { PlacePublicity } from '../../service-hours';
import {
  type OpeningError,
  type OpeningFrame,
  type OpeningPlan,
  type OpeningRowText,
  planOpening,
  withOverfull,
} from '../domain/opening-plan';
import { openingSentences } from '../domain/opening-sentences';
import { openingErrors } from '../errors';
import { OpeningRepository } from '../persistence/opening.repository';

/** The paper the rows were taken from. */
export interface OpeningSource {
  /** Whose hours these are; every volunteer of the file belongs below it. */
  readonly divisionId: string;
  readonly documentTitle: string;
  /** The office that keeps the paper. */
  readonly documentKeeper: string;
  readonly periodFrom: string;
  readonly periodTo: string;
}

export interface OpeningCheck {
  /** SHA-256 of the file; the submission names it, so that exactly what was checked is submitted. */
  readonly fileHash: string;
  readonly rowCount: number;
  readonly totalMinutes: number;
  readonly errors: readonly (OpeningError & { readonly sentence: string })[];
}

export interface SubmittedOpening {
  readonly id: string;
  readonly rowCount: number;
  readonly totalMinutes: number;
}

const MAX_ROWS = 5_000;
const columns = [
  { key: 'volunteerNo', header: '志愿者编号', aliases: ['编号'], required: true },
  { key: 'name', header: '姓名', required: true },
  { key: 'hours', header: '时长', aliases: ['时长(小时)', '小时'], required: true },
  { key: 'servedOn', header: '日期', aliases: ['服务日期'], required: true },
  { key: 'servedTo', header: '结束日期', aliases: ['服务结束日期'], required: false },
  { key: 'kind', header: '类别', required: false },
  { key: 'grade', header: '等级', aliases: ['证据等级'], required: false },
] as const;

/** Takes in a street's old hours: a dry run that names every wrong row, then the submission for a second person. */
@Injectable()
export class SubmitOpening {
  constructor(
    private readonly commands: Commands,
    private readonly reader: SpreadsheetReader,
    private readonly divisions: DivisionDirectory,
    private readonly openings: OpeningRepository,
    private readonly publicity: PlacePublicity,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Writes nothing. @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, OPENING_PERIOD_INVALID, SPREADSHEET_*, POLICY_MISSING */
  async check(actor: Actor, source: OpeningSource, file: Buffer): Promise<OpeningCheck> {
    const { division, period } = await this.open(actor, source);
    const plan = await this.plan(await this.read(file), division, await this.frame(division, period));
    return {
      fileHash: hashOf(file),
      ...totalsOf(plan),
      errors: plan.errors.map((error) => ({ ...error, sentence: openingSentences[error.problem] })),
    };
  }

  /**
   * Keeps the rows until a second person decides; nothing is posted yet. Refuses in this order: DIVISION_UNKNOWN,
   * PERMISSION_MISSING, SCOPE_FOREIGN, OPENING_PERIOD_INVALID, OPENING_FILE_CHANGED, SPREADSHEET_*, OPENING_FILE_KNOWN,
   * OPENING_HAS_ERRORS, OPENING_EMPTY.
   */
  async execute(
    context: CommandContext,
    command: OpeningSource & { readonly file: Buffer; readonly fileHash: string },
  ): Promise<SubmittedOpening> {
    const { file, ...source } = command;
    const { division, period } = await this.open(context.actor, source);
    const fileHash = hashOf(file);
    if (fileHash !== command.fileHash) throw openingErrors.refuse('OPENING_FILE_CHANGED', { field: 'fileHash' });
    const texts = await this.read(file);
    return this.commands.run(context, 'openings.submit', source, async (tx) => {
      if (await this.openings.isFileKnown(tx, fileHash)) throw openingErrors.refuse('OPENING_FILE_KNOWN');
      const plan = await this.plan(texts, division, await this.frame(division, period, tx), tx);
      if (plan.errors.length > 0) {
        throw openingErrors.refuse('OPENING_HAS_ERRORS', {
          field: 'file',
          details: { errorCount: plan.errors.length, rowNumbers: plan.errors.slice(0, 20).map((e) => e.rowNumber) },
        });
      }
      if (plan.rows.length === 0) throw openingErrors.refuse('OPENING_EMPTY', { field: 'file' });
      const id = this.ids.next();
      const rows = plan.rows.map((row) => ({ ...row, id: this.ids.next() }));
      const opening = {
        ...source,
        id,
        periodFrom: period.from,
        periodTo: period.to,
        fileHash,
        submittedBy: actorIdOf(context.actor),
        submittedAt: this.clock.now(),
        rows,
      };
      await this.openings.insert(tx, opening).catch((error: unknown) => {
        if (violatedConstraint(error) === 'opening_import_file') throw openingErrors.refuse('OPENING_FILE_KNOWN');
        throw error;
      });
      return { id, ...totalsOf(plan) };
    });
  }

  private async open(actor: Actor, source: OpeningSource) {
    const division = await this.divisions.activeById(source.divisionId);
    requireScope(actor, 'ledger.open', division.path);
    const from = parseLocalDay(source.periodFrom);
    const to = parseLocalDay(source.periodTo);
    if (!from || !to || from > to || to >= localDayOf(this.clock.nowMs())) {
      throw openingErrors.refuse('OPENING_PERIOD_INVALID', { field: 'periodTo' });
    }
    return { division, period: { from, to } };
  }

  private async plan(
    texts: readonly OpeningRowText[],
    division: DivisionView,
    frame: OpeningFrame,
    tx?: Transaction,
  ): Promise<OpeningPlan> {
    const volunteerNos = [...new Set(texts.map(({ volunteerNo }) => volunteerNo))];
    const known = await this.openings.volunteersByNo(volunteerNos, division.path, tx);
    const plan = planOpening(texts, known, frame);
    return withOverfull(plan, await this.openings.overfull(plan.rows, frame.dayMinutes, tx));
  }

  private async frame(
    division: DivisionView,
    period: { readonly from: LocalDay; readonly to: LocalDay },
    tx?: Transaction,
  ): Promise<OpeningFrame> {
    return { ...period, dayMinutes: await this.publicity.openingDayMinutes(division.path, this.clock.now(), tx) };
  }

  private async read(file: Buffer): Promise<readonly OpeningRowText[]> {
    const rows: OpeningRowText[] = [];
    for await (const { rowNumber, cells, mangled } of this.reader.rows(file, { columns, maxRows: MAX_ROWS })) {
      rows.push({ rowNumber, ...cells, isMangled: mangled.length > 0 });
    }
    return rows;
  }
}

function hashOf(file: Buffer): string {
  return createHash('sha256').update(file).digest('hex');
}

function totalsOf({ rows }: OpeningPlan): { readonly rowCount: number; readonly totalMinutes: number } {
  return { rowCount: rows.length, totalMinutes: rows.reduce((sum, { minutes }) => sum + minutes, 0) };
}
