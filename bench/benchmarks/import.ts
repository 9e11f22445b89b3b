import { randomUUID } from 'node:crypto';
import { buffer as collect } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { stream as exceljsStream } from 'exceljs';
import { StageImport } from '../../src/people/people-imports/application/stage-import';
import { volunteerFields } from '../../src/people/people-imports/domain/volunteer-rows';
import { SpreadsheetReader } from '../../src/platform/delivery/documents/spreadsheet-reader';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import type { Benchmark, Contestant } from '../harness/benchmark';
import { peakRssMb } from '../harness/machine';
import { openApplication } from '../harness/open-application';
import { idNumberOf, nameOf, phoneOf, populate } from './people/population';
import { applicationEnv } from './punch/application';

const ROWS = 20_000;
/** A tenth of the list is registered already. */
const REGISTERED = 2_000;

/** The dry run of a list of 20,000 people: read, checked against each other and the database, staged encrypted. */
export const importCheck: Benchmark = {
  name: 'import',
  description: '20000 行志愿者表格的检查与加密暂存,对照只读完表格',
  unit: 'rows/s',
  connections: 1,
  prepare: async (workbench) => {
    const app = await openApplication(workbench, {
      ...applicationEnv(await workbench.createDatabase('import')),
      // The people of the benchmark are born on few days.
      ID_NUMBER_LISTED: '1000000/86400',
    });
    const { district, communities } = await populate(app, REGISTERED, 1, (line) => workbench.say(line));
    const file = await listOf(communities.map(({ code }) => code));
    const stage = app.get(StageImport, { strict: false });
    const reader = app.get(SpreadsheetReader, { strict: false });
    const database = app.get(UnitOfWork, { strict: false });
    let staged = 0;
    const idleMb = process.memoryUsage().rss / 1_048_576;
    return [
      contestant('floor', '只读完表格', async () => {
        let count = 0;
        for await (const { rowNumber } of reader.rows(file, { columns: volunteerFields, maxRows: ROWS })) {
          count += Math.sign(rowNumber);
        }
        if (count !== ROWS) throw new Error(`${count} rows were read`);
      }),
      {
        ...contestant('ours', '检查:逐格规则、查重、查库、加密暂存', async () => {
          const context = { actor: systemActor('bench'), idempotencyKey: randomUUID() };
          await stage.execute(context, { kind: 'VOLUNTEERS', divisionId: district.id, file });
          staged += 1;
        }),
        verify: async () => {
          const [row] = await database.read<{ good: number }>(
            `select count(*)::int as good from people_import
             where row_count = $1 and error_row_count = 0 and known_count = $2`,
            [ROWS, REGISTERED],
          );
          const peakMb = peakRssMb(process.pid);
          if (peakMb !== null) {
            const above = Math.round(peakMb - idleMb);
            workbench.say(`内存:检查之前 ${Math.round(idleMb)} MB,最高 ${peakMb} MB,多用 ${above} MB`);
          }
          if (row?.good !== staged) throw new Error(`${row?.good ?? 0} of ${staged} checks are right`);
        },
      },
    ];
  },
};

function contestant(role: Contestant['role'], label: string, run: () => Promise<void>): Contestant {
  return {
    role,
    label,
    pid: process.pid,
    measure: async () => {
      const beganAtMs = performance.now();
      await run();
      return { count: ROWS, elapsedMs: performance.now() - beganAtMs, latenciesMs: [] };
    },
    verify: () => Promise.resolve(),
  };
}

/** Written as a stream, so that making the file does not count into the memory of reading it. */
async function listOf(codes: readonly string[]): Promise<Buffer> {
  const out = new PassThrough();
  const collected = collect(out);
  const workbook = new exceljsStream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false });
  const sheet = workbook.addWorksheet('名单');
  sheet.addRow(['姓名', '身份证号', '手机号', '区划代码', '同意书版本', '政治面貌']).commit();
  for (let no = 0; no < ROWS; no += 1) {
    const code = codes[no % codes.length] ?? '';
    sheet.addRow([nameOf(no), idNumberOf(no), phoneOf(no), code, '2026-1', '群众']).commit();
  }
  sheet.commit();
  await workbook.commit();
  return collected;
}
