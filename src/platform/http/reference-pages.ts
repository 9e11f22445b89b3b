import { errorCatalogue } from '../../kernel/domain-error';
import { permissions, permissionsOfRole, type Permission, type Role, roles } from '../identity/permissions';
import { rolesGiving } from '../identity/three-admins';
import { statusOfKind } from './problem';

const GENERATED = '<!-- 由 npm run generate 生成,请勿手改 -->';

/** docs/permissions.md: who may do what, from the table in the code. */
export function permissionsPage(): string {
  const names = Object.keys(roles) as Role[];
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => {
    const always = rolesGiving(permission, true);
    const marks = names.map((role) =>
      always.includes(role) ? '✓' : permissionsOfRole[role].includes(permission) ? '练习' : '',
    );
    return `| \`${permission}\` | ${permissions[permission]} | ${marks.join(' | ')} |`;
  });
  return [
    GENERATED,
    '# 权限矩阵',
    '',
    '角色在授予的区划及其下级范围内有效;志愿者的权限只及于本人。服务队队长另可管理本队的活动、点名和入队审批；副队长（每队最多两名）可出示签到码、点名、授权平板、延长和结束场次。标“练习”的，只在练习街道（或设 `THREE_ADMINS=false` 时）有效。',
    '',
    `| 权限 | 含义 | ${names.map((role) => roles[role]).join(' | ')} |`,
    `|---|---|${names.map(() => '---').join('|')}|`,
    ...rows,
    '',
  ].join('\n');
}

/** docs/problems.md: every refusal with its status and sentence. Complete once the application's modules are loaded. */
export function problemsPage(): string {
  const rows = [...errorCatalogue()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { kind, sentence }]) => `| \`${code}\` | ${String(statusOfKind[kind])} | ${sentence} |`);
  return [
    GENERATED,
    '# 错误代码',
    '',
    '所有错误都是 application/problem+json(RFC 9457),`code` 稳定不变,`title` 是给用户看的中文句子。',
    '',
    '| 代码 | HTTP | 提示 |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
