import type { PersonAction } from './action';
import { consentActions } from './consents';
import { contactActions } from './contact';
import { identityActions } from './identity';
import { standingActions } from './standing';

/** What a desk can do about a person, by what it is about. */
export const actionGroups: readonly { readonly name: string; readonly actions: readonly PersonAction[] }[] = [
  { name: '手机和账号', actions: contactActions },
  { name: '同意和监护人', actions: consentActions },
  { name: '身份', actions: identityActions },
  { name: '去留', actions: standingActions },
];
