import { GENERATED } from '../../delivery/http/problems-page';
import { permissions, permissionsOfRole, type Permission, type Role, roles } from '../../foundation/actor/permissions';
import { rolesGiving } from './three-admins';

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
