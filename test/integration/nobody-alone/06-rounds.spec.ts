import { v7 } from 'uuid';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

/** Whoever decides a round gave no candidate a score, an office or points that it counts (issue 12, hole 6). */
describe('a round decided by who filled it', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let tree: StreetTree;
  let people: PeopleBuilder;
  let admin: SignedIn;
  let leader: SignedIn;
  let head: { readonly volunteerId: string; readonly appointmentId: string };
  let roundId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-01-20T02:00:00Z'));
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    const { id: volunteerId } = await people.volunteer(tree.building.id);
    const validFrom = localDay('2024-01-01');
    const term = { volunteerId, divisionId: tree.building.id, role: 'BUILDING_HEAD' as const, validFrom };
    head = { volunteerId, appointmentId: (await people.head(term)).appointmentId };
    const teamId = (await people.team(tree.community.id)).id;
    const served = { volunteerId, teamId, divisionId: tree.community.id, servedOn: '2025-03-01', minutes: 600 };
    await new RecordBuilder(booted).confirmed(served);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    leader = await people.staff('STREET_LEADER', tree.street.id);
    const round = {
      ...{ divisionId: tree.street.id, name: '2025 年度优秀楼栋长', basisDocument: '福街发〔2025〕12 号' },
      ...{ periodFrom: '2025-01-01', periodTo: '2025-12-31', roles: ['BUILDING_HEAD'] },
    };
    roundId = String((await api.post('selection-rounds', { token: admin.token, body: round })).body['id']);
    expect((await api.post(`selection-rounds/${roundId}/freeze`, { token: admin.token })).status).toBe(200);
  });

  const confirm = async (who = leader) =>
    (await api.post(`selection-rounds/${roundId}/confirm`, { token: who.token, body: { note: '同意' } })).body;

  /** What an earlier office, or a colleague's password, has left behind in the leader's name. */
  const gifts: Readonly<Record<string, () => Promise<void>>> = {
    'a score': () =>
      fact(
        `insert into assessment (id, appointment_id, assessed_on, item, score_hundredths, recorded_by, created_at)
         values ($1, $2, '2025-10-13', '周一检查', 9900, $3, '2025-10-13T10:00:00Z')`,
        [v7(), head.appointmentId, leader.userId],
      ),
    'an office': () =>
      fact('update head_appointment set created_by = $2 where id = $1', [head.appointmentId, leader.userId]),
    points: () =>
      fact(
        `insert into manual_posting (volunteer_id, id, payload_hash, reason, point_tenths, grounds, seq, balance_after,
           posted_by, posted_at)
         values ($1, $2, sha256('x'), 'BONUS', 500, '奖励', 1, 500, $3, '2025-06-01T10:00:00Z')`,
        [head.volunteerId, v7(), leader.userId],
      ),
    'the yes to a score': () => agreed('awards.record-assessment'),
    'the yes to an office': () => agreed('heads.appoint'),
    'the yes to points': () => agreed('ledger.adjust'),
  };

  function fact(sql: string, parameters: readonly unknown[]): Promise<void> {
    return behindTheGuards(booted.database, sql, parameters);
  }

  async function agreed(kind: string): Promise<void> {
    const id = v7();
    await fact(
      `with asked as (
         insert into decision_request (id, kind, division_id, payload, concerned, hands, began_at, reason, evidence, asked_by,
           asked_at)
         values ($1, $2, $3, '{}', array[$4::uuid], '{}', '2025-06-01', '奖励', '[]', $5, '2025-06-01') returning id)
       insert into decision (request_id, outcome, decided_by, decided_at)
       select id, 'APPROVED', $6, '2025-06-02' from asked`,
      [id, kind, tree.street.id, head.volunteerId, admin.userId, leader.userId],
    );
  }

  it.each(Object.keys(gifts))('%s: neither over HTTP nor in the database', async (gift) => {
    await gifts[gift]?.();
    expect(await confirm()).toMatchObject({ status: 403, code: 'DECISION_HANDS_IN_IT' });
    const forged = await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(
          `update selection_round set status = 'CONFIRMED', decided_by = $2, decided_at = $3, decision_note = '同意'
           where id = $1`,
          [roundId, leader.userId, '2026-01-21'],
        ),
      )
      .then(() => null, violatedConstraint);
    expect(forged).toBe('decider_is_free');
    const other = await people.staff('STREET_LEADER', tree.street.id);
    expect(await confirm(other)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('what is outside of the round does not count', async () => {
    await fact(
      `insert into assessment (id, appointment_id, assessed_on, item, score_hundredths, recorded_by, created_at)
       values ($1, $2, '2024-10-14', '周一检查', 9900, $3, '2024-10-14T10:00:00Z')`,
      [v7(), head.appointmentId, leader.userId],
    );
    expect(await confirm()).toMatchObject({ status: 'CONFIRMED' });
  });
});
