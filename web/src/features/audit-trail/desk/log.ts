import type { components } from '../../../api/schema';

export type LogLine = components['schemas']['AuditLineResponse'];

/** Who it was: staff by name, volunteers only as such, because the log names no volunteer. */
export function actorWord({ actorName, actorKind }: LogLine): string {
  if (actorName !== null) return actorName;
  if (actorKind === 'SYSTEM') return '系统';
  return actorKind === 'USER' ? '一位志愿者' : '没有登录的人';
}

/** 被拒绝 3 次, where one line stands for several. */
export function resultWord({ result, details }: LogLine): string {
  if (result === 'DONE') return '已做';
  const count = typeof details['count'] === 'number' ? details['count'] : 1;
  return count > 1 ? `被拒绝 ${count} 次` : '被拒绝';
}
