import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import {
  type CellContent,
  type PageBlock,
  type TableSheet,
  WorkbookWriter,
} from '../../../platform/delivery/documents/workbook';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory, type DivisionView } from '../../../place/divisions';
import { ORIGINAL_ROW, type PeopleImportKind, type RowOutcome } from '../domain/import-row';
import { peopleImportErrors } from '../errors';
import { type ErrorLine, PeopleImportQueries } from '../persistence/people-import-queries';
import { StagedRows } from '../persistence/staged-rows';
import { ImportAccess } from './import-access';
import type { ImportKind } from './import-kind';
import { ImportKinds } from './import-kinds';
import { sentenceOf } from './sentence-of';

const AUTHOR = '志愿服务积分与时长台账';
/** Rows of a template that are ready to be filled in. */
const TEMPLATE_ROWS = 2_000;

const outcomeLabels: Readonly<Record<RowOutcome, string>> = {
  CREATED: '已新增',
  UPDATED: '已更新',
  UNCHANGED: '原已存在,未变',
  SKIPPED: '疑似重复,已跳过',
  FAILED: '未导入',
};

/** The workbooks around an import: the form to fill in, the errors to mend, the report to keep. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly kinds: ImportKinds,
    private readonly access: ImportAccess,
    private readonly queries: PeopleImportQueries,
    private readonly staged: StagedRows,
    private readonly divisions: DivisionDirectory,
    private readonly writer: WorkbookWriter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A form with drop-downs, an example, instructions and the codes of the divisions. @throws DIVISION_UNKNOWN, SCOPE_FOREIGN */
  async template(actor: Actor, kindName: PeopleImportKind, divisionId: string): Promise<Buffer> {
    const kind = this.kinds.of(kindName);
    const division = await this.divisions.byId(divisionId);
    requireScope(actor, kind.permission, division.path);
    const title = `${kind.title}导入表`;
    const fields = (await kind.fieldsAt?.({ divisionId, path: division.path })) ?? kind.fields;
    return this.writer.write({
      title,
      author: AUTHOR,
      documentDateMs: this.clock.nowMs(),
      sheets: [
        {
          kind: 'form',
          name: kind.title,
          title,
          subtitle: '从示例的下一行起填写,一行一条;示例行可以留着,不会导入。各列的写法见“填写说明”一页。',
          columns: fields.map(({ header, required, widthChars, choices }) => ({
            header,
            isRequired: required,
            widthChars,
            ...(choices && { choices }),
          })),
          examples: [kind.fields.map(({ example }) => example)],
          rowCount: TEMPLATE_ROWS,
        },
        { kind: 'page', name: '填写说明', title: `${title}填写说明`, blocks: instructionsOf(kind) },
        codesSheet(await this.divisions.subtreeOf(division.path)),
      ],
    });
  }

  /**
   * The uploaded rows with what is wrong with them. They hold full personal data, so only whoever uploaded them gets
   * them back, and that is noted.
   *
   * @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_NOT_YOURS, PEOPLE_IMPORT_ROWS_GONE
   */
  async errors(actor: Actor, id: string): Promise<Buffer> {
    const found = await this.access.find(actor, id);
    if (found.uploadedBy !== actorIdOf(actor)) throw peopleImportErrors.refuse('PEOPLE_IMPORT_NOT_YOURS');
    if (found.status !== 'CHECKED') throw peopleImportErrors.refuse('PEOPLE_IMPORT_ROWS_GONE');
    const kind = this.kinds.of(found.kind);
    const errors = await this.queries.errorsByRow(id);
    const rows: CellContent[][] = [];
    for await (const chunk of this.staged.all(id)) {
      for (const { rowNumber, cells } of chunk.rows) {
        const wrong = errors.get(rowNumber);
        if (wrong) rows.push(errorRowOf(kind, rowNumber, cells, wrong));
      }
    }
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'people-imports.download-errors',
        subjectKind: 'people_import',
        subjectId: id,
        details: { rowCount: rows.length },
      }),
    );
    const columns = kind.fields.map(({ header, widthChars }) => ({ header, widthChars, kind: 'id' as const }));
    return this.file(`${kind.title}导入错误`, {
      kind: 'table',
      name: kind.title,
      title: `${kind.title}导入错误`,
      subtitle:
        '请改正涂色的单元格后，把这份表格拖回检查结果页：没有错的行系统留着，不用再传。原行号请勿改动；' +
        '不要了的行，留下原行号，其余各格清空。含个人信息，用完请删除。',
      columns: [
        { header: ORIGINAL_ROW, kind: 'ordinal', widthChars: 8 },
        ...columns,
        { header: '错误说明', kind: 'wrapped', widthChars: 60 },
      ],
      rows,
    });
  }

  /** What became of each row; no personal data. @throws PEOPLE_IMPORT_UNKNOWN */
  async report(actor: Actor, id: string): Promise<Buffer> {
    const found = await this.access.find(actor, id);
    const counts = await this.queries.outcomeCounts(id);
    const results = await this.queries.results(id);
    const { title: kindTitle } = this.kinds.of(found.kind);
    const summary = Object.entries(outcomeLabels).map(
      ([outcome, label]) => `${label} ${String(counts[outcome as RowOutcome])} 行`,
    );
    return this.file(`${kindTitle}导入报告`, {
      kind: 'table',
      name: '导入报告',
      title: `${kindTitle}导入报告`,
      subtitle: `共 ${found.rowCount} 行:${summary.join(',')}`,
      columns: [
        { header: '行号', kind: 'ordinal', widthChars: 8 },
        { header: '结果', kind: 'text', widthChars: 20 },
        { header: '志愿者编号', kind: 'id', widthChars: 16 },
        { header: '说明', kind: 'wrapped', widthChars: 60 },
      ],
      rows: results.map(({ rowNumber, outcome, problem, volunteerNo }) => [
        rowNumber,
        outcomeLabels[outcome],
        volunteerNo,
        problem === null ? '' : sentenceOf(problem),
      ]),
    });
  }

  private async file(title: string, sheet: TableSheet): Promise<Buffer> {
    return this.writer.write({ title, author: AUTHOR, documentDateMs: this.clock.nowMs(), sheets: [sheet] });
  }
}

function instructionsOf(kind: ImportKind): readonly PageBlock[] {
  return [
    { kind: 'paragraph', text: '上传后系统先检查,不写入;检查通过并确认后才开始导入。同一份表格重复上传不会重复登记。' },
    { kind: 'paragraph', text: '列的次序可以调整,表头请勿改字;证件号、手机号等长号码须保持文本格式。' },
    ...kind.fields.map(({ header, required, hint }) => ({
      kind: 'field' as const,
      label: required ? `${header}(必填)` : header,
      text: hint,
    })),
  ];
}

function codesSheet(divisions: readonly DivisionView[]): TableSheet {
  const nameOf = new Map(divisions.map(({ id, name }) => [id, name]));
  return {
    kind: 'table',
    name: '区划代码',
    title: '区划代码',
    columns: [
      { header: '代码', kind: 'id', widthChars: 20 },
      { header: '名称', kind: 'text', widthChars: 24 },
      { header: '上级', kind: 'text', widthChars: 24 },
      { header: '所在小区', kind: 'text', widthChars: 20 },
    ],
    rows: divisions
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ code, name, parentId, compoundName }) => [code, name, nameOf.get(parentId ?? '') ?? '', compoundName]),
  };
}

function errorRowOf(
  kind: ImportKind,
  rowNumber: number,
  cells: Readonly<Record<string, string>>,
  wrong: readonly ErrorLine[],
): CellContent[] {
  const headerOf = new Map(kind.fields.map(({ key, header }) => [key, header]));
  const explained = wrong.map(({ column, problem }) => `${headerOf.get(column) ?? column}:${sentenceOf(problem)}`);
  return [
    rowNumber,
    ...kind.fields.map(({ key }) => {
      const text = cells[key] ?? '';
      // An empty cell is coloured too: that is where something is missing.
      return wrong.some(({ column }) => column === key) ? { flagged: text } : text;
    }),
    explained.join('\n'),
  ];
}
