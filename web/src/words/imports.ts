import type { components } from '../api/schema';
import type { Tone } from './record';

type Import = components['schemas']['ImportResponse'];
export type ImportKindCode = Import['kind'];

/** What a spreadsheet holds. */
export const importKind: Readonly<Record<ImportKindCode, { readonly word: string; readonly unit: string }>> = {
  VOLUNTEERS: { word: '志愿者', unit: '人' },
  TEAMS: { word: '服务队', unit: '支' },
  DIVISIONS: { word: '区划', unit: '个' },
  APPOINTMENTS: { word: '三长任职', unit: '条' },
};

/** Where an import stands. */
export const importStatus: Readonly<Record<Import['status'], { readonly word: string; readonly tone: Tone }>> = {
  CHECKED: { word: '查过了，等确认', tone: 'warn' },
  RUNNING: { word: '正在导入', tone: 'in' },
  DONE: { word: '导入完成', tone: 'ok' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
  EXPIRED: { word: '七天没有确认，已清除', tone: 'neutral' },
};

/** What became of a row. */
export const importOutcome: Readonly<Record<keyof Import['outcomes'], string>> = {
  CREATED: '新登记',
  UPDATED: '更新',
  UNCHANGED: '原已存在，没有变动',
  SKIPPED: '疑似重复，跳过',
  FAILED: '没有导入',
};

export const duplicateWord: Readonly<Record<components['schemas']['ImportDuplicateResponse']['kind'], string>> = {
  SAME_NAME_AND_PHONE: '姓名和手机号都相同',
  SAME_PHONE: '手机号相同，姓名不同，可能是一家人',
};

/** Where an old register stands. */
export const openingStatus: Readonly<
  Record<components['schemas']['OpeningImportResponse']['status'], { readonly word: string; readonly tone: Tone }>
> = {
  SUBMITTED: { word: '等另一位同事批准', tone: 'warn' },
  PUBLICITY: { word: '公示中', tone: 'in' },
  POSTED: { word: '已入账', tone: 'ok' },
  REJECTED: { word: '已退回', tone: 'bad' },
  REVERSED: { word: '已整批冲正', tone: 'neutral' },
};

export const openingKind: Readonly<Record<components['schemas']['OpeningRowResponse']['kind'], string>> = {
  SERVICE: '服务',
  TRAINING: '培训',
};
