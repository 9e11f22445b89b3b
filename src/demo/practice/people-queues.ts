import { createHash } from 'node:crypto';
import { JoinTeam } from '../../people/teams';
import { RequestTransfer } from '../../people/transfers';
import { ProposeMerge } from '../../people/merges';
import {
  type PoliticalStatus,
  politicalStatuses,
  RegisterVolunteer,
  RequestClosing,
  RequestCorrection,
  RequestReveal,
} from '../../people/volunteers';
import { anonymous } from '../../platform/foundation/actor/actor';
import { type DemoPerson, makePerson } from '../generator/people';
import { SeededRandom } from '../generator/random';
import type { PracticeDesk, PracticePlace } from './practice-desk';
import type { PracticeQueue } from './practice-queue';

export const CONSENT_TEXT = '2026-1';
/** Serial numbers of people who come after the street was made. */
const FIRST_SERIAL = 3_000;
const SERIALS = 6_500;

/** Somebody new, the same for the same day, place and number. */
function newcomer(desk: PracticeDesk, place: PracticePlace, nth: number, salt: string): DemoPerson {
  const seed = createHash('sha256').update(`${desk.day}/${place.code}/${salt}/${nth}`).digest().readUInt32BE();
  const serial = FIRST_SERIAL + (seed % SERIALS);
  return makePerson(new SeededRandom(seed), serial, Number(desk.day.slice(0, 4)));
}

async function homeIn(desk: PracticeDesk, place: PracticePlace, salt: string): Promise<string> {
  const [home] = await desk.read<{ id: string }>(
    `select id from division where kind = 'UNIT' and starts_with(path, $1) order by md5(code || $2) limit 1`,
    [place.path, `${desk.day}/${salt}`],
  );
  return home?.id ?? place.id;
}

function politicalStatusOf(person: DemoPerson): PoliticalStatus {
  return politicalStatuses.find((status) => status === person.politicalStatus) ?? 'UNSPECIFIED';
}

const registrations: PracticeQueue = {
  ...{ key: 'registrations', label: '待审核的登记', where: 'PLACES', wanted: 3 },
  waiting: `select count(*) from volunteer v join division d on d.id = v.division_id
    where v.status = 'PENDING' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const person = newcomer(desk, place, nth, 'registration');
    await desk.useCases.get(RegisterVolunteer).execute(desk.command(anonymous, 'register', place.code, nth), {
      ...{ channel: 'SELF', divisionId: await homeIn(desk, place, `home-${nth}`) },
      ...{ name: person.name, idNumber: person.idNumber, phone: person.phone },
      ...{ politicalStatus: politicalStatusOf(person), occupation: person.occupation, skills: person.skills },
      consents: [
        { purpose: 'REGISTRATION', textVersion: CONSENT_TEXT, channel: 'SELF' },
        { purpose: 'RANKING_DISPLAY', textVersion: CONSENT_TEXT, channel: 'SELF' },
      ],
    });
  },
};

const teamIn = async (desk: PracticeDesk, place: PracticePlace, kind: string) => {
  const [team] = await desk.read<{ id: string }>(
    `select t.id from team t where t.division_id = $1 and t.kind = $2 and t.status = 'ACTIVE' order by t.name limit 1`,
    [place.id, kind],
  );
  return team ?? null;
};

const joinRequests: PracticeQueue = {
  ...{ key: 'join-requests', label: '待审批的入队申请', where: 'PLACES', wanted: 3 },
  waiting: `select count(*) from team_membership m join team t on t.id = m.team_id join division d on d.id = t.division_id
    where m.status = 'REQUESTED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const team = await teamIn(desk, place, 'RESIDENT');
    if (!team) return;
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `join-${nth}`, values: [team.id] },
      where: `not exists (select 1 from team_membership m where m.volunteer_id = v.id and m.team_id = $4)`,
    });
    if (!person) return;
    const message = ['邻居介绍来的，周末都有空。', '退休了，想为小区出点力。', '会修水电，愿意上门帮忙。'][nth % 3];
    await desk.useCases.get(JoinTeam).execute(desk.command(person.actor, 'join', place.code, nth), {
      teamId: team.id,
      ...(message !== undefined && { message }),
    });
  },
};

const transfers: PracticeQueue = {
  ...{ key: 'transfers', label: '待接收的转入申请', where: 'PLACES', wanted: 2 },
  waiting: `select count(*) from volunteer_transfer t
    left join team m on m.id = t.to_team_id join division d on d.id = coalesce(t.to_division_id, m.division_id)
    where t.status = 'REQUESTED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    // From the next community, so that everybody has somebody coming; with one community alone from house to house.
    const from = desk.places[(desk.places.indexOf(place) + 1) % desk.places.length] ?? place;
    const toDivisionId = await homeIn(desk, place, `transfer-${nth}`);
    const [person] = await desk.people({
      ...{ place: from, count: 1, salt: `transfer-${nth}`, values: [toDivisionId] },
      where: `v.division_id <> $4
        and not exists (select 1 from volunteer_transfer t where t.volunteer_id = v.id and t.status = 'REQUESTED')`,
    });
    if (!person) return;
    await desk.useCases.get(RequestTransfer).execute(desk.command(person.actor, 'transfer', place.code, nth), {
      toDivisionId,
      reason: '搬家到这边居住，希望就近参加活动。',
    });
  },
};

const corrections: PracticeQueue = {
  ...{ key: 'corrections', label: '待核对的姓名更正', where: 'PLACES', wanted: 1 },
  waiting: `select count(*) from identity_correction c join volunteer v on v.id = c.volunteer_id
    join division d on d.id = v.division_id where c.status = 'OPEN' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `correction-${nth}` },
      where: `not exists (select 1 from identity_correction c where c.volunteer_id = v.id)`,
    });
    if (!person) return;
    // The same sound, another character: what a clerk at a counter writes down wrong.
    const [wrong, right] = [person.name.slice(-1), person.name.endsWith('英') ? '瑛' : '英'];
    await desk.useCases.get(RequestCorrection).execute(desk.command(person.actor, 'correction', place.code, nth), {
      name: `${person.name.slice(0, -1)}${right}`,
      reason: `登记时名字最后一个字写成了“${wrong}”，身份证上是“${right}”。`,
    });
  },
};

const closings: PracticeQueue = {
  ...{ key: 'closings', label: '待第二人同意的注销', where: 'PLACES', wanted: 1 },
  waiting: `select count(*) from closing_request c join volunteer v on v.id = c.volunteer_id
    join division d on d.id = v.division_id where c.status = 'OPEN' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `closing-${nth}` },
      where: `not exists (select 1 from closing_request c where c.volunteer_id = v.id)
        and not exists (select 1 from head_appointment h where h.volunteer_id = v.id)`,
    });
    if (!person) return;
    await desk.useCases
      .get(RequestClosing)
      .execute(desk.command(asks, 'closing', place.code, nth), { volunteerId: person.id, reason: 'MOVED_AWAY' });
  },
};

const reveals: PracticeQueue = {
  ...{ key: 'reveals', label: '待第二人同意的未成年人信息查看', where: 'STREET', wanted: 2 },
  waiting: `select count(*) from reveal_approval r join volunteer v on v.id = r.volunteer_id
    join division d on d.id = v.division_id where r.approved_by is null and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `reveal-${nth}`, age: 'MINOR' },
      where: `not exists (select 1 from reveal_approval r where r.volunteer_id = v.id and r.approved_by is null)`,
    });
    if (!person) return;
    await desk.useCases.get(RequestReveal).ask(desk.command(asks, 'reveal', nth), {
      ...{ volunteerId: person.id, field: nth % 2 === 0 ? 'PHONE' : 'ID_NUMBER' },
      reason: nth % 2 === 0 ? '联系不上监护人，需核对登记的电话。' : '学校出具实践证明，需核对证件号。',
    });
  },
};

const merges: PracticeQueue = {
  ...{ key: 'merges', label: '待决定的合并登记', where: 'PLACES', wanted: 1 },
  waiting: `select count(*) from volunteer_merge m join volunteer v on v.id = m.surviving_volunteer_id
    join division d on d.id = v.division_id where m.status = 'PROPOSED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `merge-${nth}` },
      where: `not exists (select 1 from volunteer_merge m where v.id in (m.merged_volunteer_id, m.surviving_volunteer_id))
        and not exists (select 1 from head_appointment h where h.volunteer_id = v.id)`,
    });
    if (!person) return;
    const { idNumber } = newcomer(desk, place, nth, 'merge');
    const twin = await desk.useCases.get(RegisterVolunteer).execute(desk.command(asks, 'twin', place.code, nth), {
      ...{ channel: 'STAFF', divisionId: await homeIn(desk, place, `merge-${nth}`), name: person.name, idNumber },
      consents: [{ purpose: 'REGISTRATION', textVersion: CONSENT_TEXT, channel: 'PAPER' }],
    });
    await desk.useCases.get(ProposeMerge).execute(desk.command(asks, 'merge', place.code, nth), {
      ...{ mergedVolunteerId: twin.id, survivingVolunteerId: person.id },
      reason: '同一人在两处各登记了一次，第二次证件号抄错。',
      ...{ consentChannel: 'PAPER', consentReference: `${place.name}档案柜 合并申请 ${desk.day}` },
    });
  },
};

export const peopleQueues: readonly PracticeQueue[] = [
  ...[registrations, joinRequests, transfers, corrections, closings, reveals, merges],
];
