import type { components } from '../api/schema';
import type { Tone } from './record';

type Schemas = components['schemas'];
type Request = Schemas['AuditRequestResponse'];

/** How far an audit of the ledger is. */
export const auditStatus: Readonly<Record<Request['status'], { readonly word: string; readonly tone: Tone }>> = {
  WAITING: { word: '在等后台', tone: 'in' },
  RUNNING: { word: '正在核对', tone: 'in' },
  DONE: { word: '核对完了', tone: 'ok' },
  FAILED: { word: '没有做完', tone: 'bad' },
};

/** The parts of an audit, which go on side by side. */
export const auditStep: Readonly<Record<Schemas['AuditStepResponse']['step'], string>> = {
  CHECKPOINTS: '检查点与签名',
  PARTITIONS: '台账分区',
  FACTS: '其他事实',
  LINKS: '到记录和打卡',
};

/** Accounts of a volunteer. */
export const accountName: Readonly<Record<Schemas['AccountPositionResponse']['accountKind'], string>> = {
  SERVICE_MINUTES: '服务时长',
  TRAINING_MINUTES: '培训学时',
  POINT_TENTHS: '积分',
};
