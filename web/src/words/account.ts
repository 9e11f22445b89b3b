import type { components } from '../api/schema';

type Schemas = components['schemas'];
export type Role = Schemas['HeldGrantResponse']['role'];

/** Roles as people say them. */
export const roleWord: Readonly<Record<Role, string>> = {
  SYSTEM_ADMIN: '系统管理员',
  SECURITY_ADMIN: '安全管理员',
  STREET_ADMIN: '街道管理员',
  STREET_LEADER: '街道领导',
  COMMUNITY_WORKER: '社区工作者',
  AUDITOR: '审计员',
};

/** What an alert is about, in few words; the sentence of the service says the rest. */
export const alertWord: Readonly<Record<Schemas['AlertResponse']['kind'], string>> = {
  LEDGER_BROKEN: '台账不符',
  CHECKPOINT_REFUSED: '没有签署检查点',
  JOB_GIVEN_UP: '任务没有办成',
  ID_NUMBER_GUESSED: '有人试证件号',
  DECISION_RELEASED: '运维放行事项',
  MANAGER_SUSPENDED: '安全管理员被停用',
};
