import { computed, reactive, readonly } from 'vue';
import { answered, type Problem } from '../api/answer';
import { api, onSessionEnd } from '../api/client';
import { forgetLeader } from '../offline/leader-device';
import { DAY } from '../offline/own-day';
import type { paths } from '../api/schema';
import { forgetTab, save } from './device';

/** Who is signed in, as the service says it. */
export type Me = paths['/api/v1/auth/me']['get']['responses'][200]['content']['application/json'];

interface Session {
  /** `unknown` until the service has answered; `away` where it was not reached. */
  state: 'unknown' | 'open' | 'none' | 'away';
  me: Me | null;
  /** Somebody works on a page whose session has ended: they sign in on the spot, and the page stays. */
  isEnded: boolean;
  problem: Problem | null;
}

const state = reactive<Session>({ state: 'unknown', me: null, isEnded: false, problem: null });
let asked: Promise<void> | null = null;

export const session = readonly(state);
export const isSignedIn = computed(() => state.state === 'open');
export const leadsTeams = computed(() => (state.me?.ledTeams.length ?? 0) > 0);
export const isVolunteer = computed(() => Boolean(state.me?.volunteerId));

/** Asks once who this is; pages wait for it before they show what is for one person. */
export function whoAmI(): Promise<void> {
  asked ??= ask();
  return asked;
}

/** After signing in or out, and where what somebody may has changed. */
export function askAgain(): Promise<void> {
  asked = ask();
  return asked;
}

async function ask(): Promise<void> {
  const answer = await answered(api.GET('/api/v1/auth/me'));
  if ('ok' in answer) Object.assign(state, { state: 'open', me: answer.ok, isEnded: false, problem: null });
  else if ('refused' in answer && answer.refused.status === 401) Object.assign(state, { state: 'none', me: null });
  else
    Object.assign(state, { state: state.me ? 'open' : 'away', problem: 'refused' in answer ? answer.refused : null });
  if (state.state === 'away') asked = null;
}

/** Whether one holds a permission somewhere; the service says where. */
export function may(permission: Me['permissions'][number]): boolean {
  return state.me?.permissions.includes(permission) === true;
}

/** Whoever was never signed in has lost nothing. */
onSessionEnd(() => {
  if (state.me !== null) state.isEnded = true;
});

const farewells = new Set<() => Promise<unknown>>();

/** What has to be done while the session still lives. */
export function beforeSignOut(work: () => Promise<unknown>): void {
  farewells.add(work);
}

/** Ends the session here and leaves nothing of it on the pages. */
export async function signOut(): Promise<void> {
  await Promise.all([...farewells].map((work) => work()));
  await answered(api.POST('/api/v1/auth/sign-out'));
  forgetLeader();
  save(DAY, null);
  forgetTab();
  // The scan page remembers who is signed in.
  save('volunteer-ledger.owner', null);
  Object.assign(state, { state: 'none', me: null, isEnded: false });
}
