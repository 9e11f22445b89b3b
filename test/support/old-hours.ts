import { createHash, randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { PostDueOpenings } from '../../src/service/openings';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { ServiceBuilder } from '../builders/service.builder';
import type { BootedApp } from './boot-app';

/** Lets the publicity of all old hours pass and runs the job; then the clock goes back. @returns how many were posted */
export async function postOldHours(booted: BootedApp, backTo?: Date): Promise<number> {
  const [last] = await booted
    .get(UnitOfWork)
    .read<{ until: Date | null }>(
      `select max(publicity_until) as until from opening_import where status = 'PUBLICITY'`,
    );
  if (!last?.until) return 0;
  booted.setNow(last.until);
  try {
    return await booted.get(PostDueOpenings).execute();
  } finally {
    booted.setNow(backTo);
  }
}

/** A page of an old register: the street hands it in, another person of the street looks at it, and it is public. */
export async function publishOldHours(
  booted: BootedApp,
  { people, tree }: Pick<ServiceBuilder, 'people' | 'tree'>,
  rows: readonly {
    readonly volunteerNo: string;
    readonly name: string;
    readonly hours: number;
    readonly day: string;
  }[],
): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('历史时长');
  sheet.addRow(['志愿者编号', '姓名', '时长(小时)', '日期']);
  for (const { volunteerNo, name, hours, day } of rows) sheet.addRow([volunteerNo, name, hours, day]);
  const file = new Uint8Array(await workbook.xlsx.writeBuffer());
  const source = new URLSearchParams({
    ...{ divisionId: tree.street.id, documentTitle: '系统启用前的登记册', documentKeeper: '街道办事处' },
    ...{ periodFrom: '2023-01-01', periodTo: '2024-12-31' },
    fileHash: createHash('sha256').update(file).digest('hex'),
  });
  const post = async (path: string, body: FormData | string): Promise<{ readonly id: string }> => {
    const { token } = await people.staff('STREET_ADMIN', tree.street.id);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      ...{ method: 'POST', headers: { ...headers, ...json }, body },
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as { readonly id: string };
  };
  const form = new FormData();
  form.append('file', new Blob([file]), '历史时长.xlsx');
  const { id } = await post(`opening-imports?${source.toString()}`, form);
  await post(`opening-imports/${id}/decisions`, JSON.stringify({ decision: 'APPROVE', reason: '核对无误' }));
}
