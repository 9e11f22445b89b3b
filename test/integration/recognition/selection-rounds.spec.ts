import { createHash, randomUUID } from 'node:crypto';
import { MakeCheckpoint } from '../../../src/ledger/evidence';
import { DecideMerge } from '../../../src/people/merges/application/decide-merge';
import { ProposeMerge } from '../../../src/people/merges/application/propose-merge';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { ShowOwnOffices } from '../../../src/recognition/assessments/application/show-own-offices';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';
import { behindTheGuards } from '../../support/superuser';

const year = { periodFrom: '2025-01-01', periodTo: '2025-12-31' };

interface Line {
  readonly volunteerId: string;
  readonly place: number | null;
  readonly totalHundredths: number | null;
  readonly isProposed: boolean;
  readonly serviceMinutes: number;
  readonly pointTenths: number;
  readonly assessmentHundredths: number | null;
  readonly displayName: string;
  readonly ineligibleReasons: readonly string[];
  readonly explanation: readonly string[];
}

describe('selection rounds', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let records: RecordBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let leader: SignedIn;
  let teamId: string;
  const heads: { volunteerId: string; appointmentId: string }[] = [];

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-01-20T02:00:00Z'));
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    records = new RecordBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    leader = await people.staff('STREET_LEADER', tree.street.id);
    teamId = (await people.team(tree.community.id)).id;
    for (const [index, begin] of ['2024-01-01', '2024-01-01', '2025-08-01'].entries()) {
      const building = await people.division(tree.grid, 'BUILDING', `${String(index + 2)}号楼`);
      const consents = (['REGISTRATION', 'RANKING_DISPLAY'] as const).map((purpose) => ({
        purpose,
        textVersion: '2026-1',
        channel: 'PAPER' as const,
      }));
      const given = index === 0 ? { name: '欧阳楼长', consents } : { name: '欧阳楼长' };
      const { id: volunteerId } = await people.volunteer(building.id, given);
      const validFrom = localDay(begin);
      const head = { volunteerId, divisionId: building.id, role: 'BUILDING_HEAD' as const, validFrom };
      heads.push({ volunteerId, appointmentId: (await people.head(head)).appointmentId });
    }
    await serve(0, '2025-03-01', 600, { pointTenths: 500 });
    await serve(0, '2026-01-02', 999);
    await serve(1, '2025-03-01', 240, { pointTenths: 400 });
    await serve(1, '2025-04-01', 60, { grade: 'D' });
    await serve(2, '2025-09-01', 300);
    const wrong = await serve(1, '2025-05-01', 480);
    await records.reverse(heads[1]!.volunteerId, wrong);
    await assess(0, 9000);
    await assess(0, 8001);
    await assess(1, 10_000);
  });

  afterAll(async () => booted.close());

  function serve(index: number, servedOn: string, minutes: number, given = {}): Promise<string> {
    const { volunteerId } = heads[index]!;
    return records.confirmed({ volunteerId, teamId, divisionId: tree.community.id, servedOn, minutes, ...given });
  }

  async function assess(index: number, scoreHundredths: number): Promise<string> {
    const { appointmentId } = heads[index]!;
    const body = { appointmentId, assessedOn: '2025-10-13', item: '周一检查', scoreHundredths };
    const answer = await api.post('assessments', { token: admin.token, body });
    expect(answer).toMatchObject({ status: 201, body: { id: null, assessment: null } });
    return scored(answer.body['decisionId']);
  }

  /** A score that comes late counts once another has let it. */
  async function scored(decisionId: unknown): Promise<string> {
    return (await decideAsAnother<{ id: string }>(booted, String(decisionId))).id;
  }

  async function draft(given: Record<string, unknown> = {}): Promise<string> {
    const round = {
      divisionId: tree.street.id,
      name: '2025 年度优秀楼栋长',
      ...year,
      roles: ['BUILDING_HEAD'],
      basisDocument: '福街发〔2025〕12 号',
      ...given,
    };
    const answer = await api.post('selection-rounds', { token: admin.token, body: round });
    expect(answer).toMatchObject({ status: 201, body: { status: 'DRAFT', snapshot: null } });
    return String(answer.body['id']);
  }

  async function freeze(id: string) {
    return api.post(`selection-rounds/${id}/freeze`, { token: admin.token });
  }

  async function ranking(id: string): Promise<readonly Line[]> {
    return (await api.get(`selection-rounds/${id}/ranking`, admin.token)).body['items'] as readonly Line[];
  }

  it('ranks by what the ledger says of the period, and explains every line', async () => {
    const checkpoint = await booted.get(MakeCheckpoint).execute();
    const id = await draft();
    expect(await freeze(id)).toMatchObject({
      status: 200,
      body: {
        status: 'COMMITTEE',
        snapshot: {
          ledgerEntries: 9,
          ledgerDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
          checkpoint: { number: checkpoint?.number, root: checkpoint?.root.toString('hex') },
          policyVersion: 'selection-1',
          ruleVersions: ['hours-1', 'points-1'],
          roles: [{ role: 'BUILDING_HEAD', candidates: 3, eligible: 2, proposed: 1 }],
        },
      },
    });
    // Weights without vote and committee: 38.46, 23.08, 38.46. First: 100, 100, 85.00; second: 50, 80, 100.
    expect(await ranking(id)).toMatchObject([
      {
        ...heads[0],
        place: 1,
        totalHundredths: 9423,
        serviceMinutes: 600,
        pointTenths: 500,
        assessmentHundredths: 8500,
      },
      {
        ...heads[1],
        place: 2,
        totalHundredths: 7615,
        serviceMinutes: 300,
        pointTenths: 400,
        assessmentHundredths: 10_000,
      },
      { ...heads[2], place: null, totalHundredths: null, ineligibleReasons: ['APPOINTED_TOO_SHORT'] },
    ]);
    const [first, second, third] = await ranking(id);
    expect([first?.displayName, second?.displayName]).toEqual(['欧阳楼长', '欧阳*']);
    expect([first?.isProposed, second?.isProposed]).toEqual([true, false]);
    expect(first?.explanation).toContain('总分 94.23，第 1 名。');
    expect(third?.explanation).toEqual(['不参加排名：评选期内任职月数不足。']);
  });

  it('can be computed again bit for bit after the ledger has moved on, and notices what was changed', async () => {
    const id = await draft();
    const frozen = await freeze(id);
    const assessmentId = await assess(1, 500);
    const late = await serve(0, '2025-06-01', 100);
    await records.reverse(heads[0]!.volunteerId, late);
    const asked = await api.post(`assessments/${assessmentId}/void`, { token: admin.token, body: { reason: '录错' } });
    await decideAsAnother(booted, String(asked.body['decisionId']));
    const verification = await api.get(`selection-rounds/${id}/verification`, leader.token);
    expect(verification.body).toEqual({ isIdentical: true, checkedLines: 3, differences: [] });
    const snapshot = {
      ...(frozen.body['snapshot'] as object),
      lotSeed: 'x',
      ledgerDigest: createHash('sha256').digest('hex'),
    };
    const forging = 'update selection_round set snapshot = $2 where id = $1';
    await expect(booted.get(UnitOfWork).read(forging, [id, JSON.stringify(snapshot)])).rejects.toThrow('frozen');
    await behindTheGuards(booted.database, forging, [id, JSON.stringify(snapshot)]);
    const forged = await api.get(`selection-rounds/${id}/verification`, leader.token);
    expect(forged.body).toMatchObject({ isIdentical: false, differences: [{ what: 'LEDGER_DIGEST' }] });
    const edit = booted.get(UnitOfWork).read('update selection_line set place = 1 where round_id = $1', [id]);
    await expect(edit).rejects.toThrow(/append-only|permission denied/);
  });

  it('of many freezes at once one wins, and a repeated one gets its answer again', async () => {
    const id = await draft();
    const answers = await Promise.all(Array.from({ length: 6 }, () => freeze(id)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const other = await draft();
    const call = { token: admin.token, key: 'freeze-with-one-key' };
    const [one, two] = await Promise.all([1, 2].map(() => api.post(`selection-rounds/${other}/freeze`, call)));
    expect(one?.status).toBe(200);
    expect(two?.body).toEqual(one?.body);
  });

  it('a leader confirms with a note; the organiser may cancel only before', async () => {
    const id = await draft();
    const note = { note: '同意建议名单' };
    const confirm = (token: string) => api.post(`selection-rounds/${id}/confirm`, { token, body: note });
    expect((await confirm(leader.token)).body['code']).toBe('SELECTION_NOT_IN_COMMITTEE');
    await freeze(id);
    expect((await confirm(admin.token)).body['code']).toBe('PERMISSION_MISSING');
    expect((await confirm(leader.token)).body).toMatchObject({ status: 'CONFIRMED', decisionNote: '同意建议名单' });
    const reason = { reason: '不办了' };
    const cancel = (round: string) =>
      api.post(`selection-rounds/${round}/cancel`, { token: admin.token, body: reason });
    expect((await cancel(id)).body['code']).toBe('SELECTION_CLOSED');
    expect((await cancel(await draft())).body['status']).toBe('CANCELLED');
  });

  it('own weights count when they sum to 100; what cannot be is refused', async () => {
    const weights = { HOURS: 100, POINTS: 0, ASSESSMENT: 0, VOTE: 0, COMMITTEE: 0 };
    const id = await draft({ weights: { BUILDING_HEAD: weights } });
    await freeze(id);
    expect((await ranking(id)).map((line) => line.totalHundredths)).toEqual([10_000, 5000, null]);
    const body = { divisionId: tree.street.id, name: '轮次', ...year, roles: ['UNIT_HEAD'], basisDocument: '文件' };
    const refused = async (given: object) =>
      (await api.post('selection-rounds', { token: admin.token, body: { ...body, ...given } })).body['code'];
    expect(await refused({ weights: { UNIT_HEAD: { ...weights, HOURS: 99 } } })).toBe('SELECTION_WEIGHTS_INVALID');
    expect(await refused({ weights: { GRID_HEAD: weights } })).toBe('SELECTION_WEIGHTS_ROLE_FOREIGN');
    expect(await refused({ periodTo: '2024-12-31' })).toBe('SELECTION_PERIOD_INVALID');
    expect(await refused({ basisDocument: '' })).toBe('VALIDATION_FAILED');
    expect((await freeze(await draft({ roles: ['UNIT_HEAD'] }))).body['code']).toBe('SELECTION_NO_CANDIDATES');
    expect((await freeze(await draft({ periodTo: '2026-01-20' }))).body['code']).toBe('SELECTION_PERIOD_OPEN');
  });

  it('a head sees the own scores and the own line with its reasons from the freeze on, and nobody else', async () => {
    const id = await draft();
    const [head] = heads;
    const mine = async (volunteerId = head!.volunteerId) =>
      booted.get(ShowOwnOffices).execute(volunteerActor(volunteerId));
    const rounds = async () => (await mine()).flatMap(({ selections }) => selections).map(({ roundId }) => roundId);
    expect(await rounds()).not.toContain(id);
    await freeze(id);
    const [office] = await mine();
    expect(office).toMatchObject({ role: 'BUILDING_HEAD', divisionName: '2号楼', validFrom: '2024-01-01' });
    expect(office?.assessments.map(({ scoreHundredths }) => scoreHundredths).sort()).toEqual([8001, 9000]);
    expect(JSON.stringify(office)).not.toContain('recordedBy');
    const own = office?.selections.filter(({ roundId }) => roundId === id);
    expect(own).toMatchObject([{ isConfirmed: false, confirmedAt: null, appointmentId: head!.appointmentId }]);
    expect(own?.[0]?.explanation.at(-1)).toMatch(/^总分 [\d.]+，第 \d+ 名。$/);
    await api.post(`selection-rounds/${id}/cancel`, { token: admin.token, body: { reason: '名单有误' } });
    expect(await rounds()).not.toContain(id);
    expect(await mine((await people.volunteer(tree.community.id)).id)).toEqual([]);
  });

  it('assessments: not outside the term, not voided twice', async () => {
    const { appointmentId } = heads[2]!;
    const body = { appointmentId, assessedOn: '2025-07-31', item: '周一检查', scoreHundredths: 100 };
    const early = await api.post('assessments', { token: admin.token, body });
    expect(early.body['code']).toBe('ASSESSMENT_DAY_OUTSIDE');
    const id = await assess(2, 100);
    const call = { token: admin.token, body: { reason: '录错' } };
    const asked = await api.post(`assessments/${id}/void`, call);
    expect((await api.post(`assessments/${id}/void`, call)).body['code']).toBe('DECISION_PENDING');
    expect(await decideAsAnother(booted, String(asked.body['decisionId']))).toMatchObject({ voidReason: '录错' });
    expect((await api.post(`assessments/${id}/void`, call)).body['code']).toBe('ASSESSMENT_VOIDED');
  });

  it('places somebody with two numbers once, with what both have earned and been marked for', async () => {
    const grid = await people.division(tree.community, 'GRID', '九网格');
    const next = await people.division(tree.community, 'GRID', '十网格');
    const [former, lasting] = [await people.volunteer(grid.id), await people.volunteer(next.id)];
    const term = async (volunteerId: string, divisionId: string, from: string, to?: string) =>
      people.head({
        ...{ volunteerId, divisionId, role: 'GRID_HEAD' as const, validFrom: localDay(from) },
        ...(to !== undefined && { validTo: localDay(to) }),
      });
    const past = await term(former.id, grid.id, '2024-01-01', '2025-07-01');
    const present = await term(lasting.id, next.id, '2025-07-01');
    for (const [{ id: volunteerId }, servedOn, minutes] of [
      [former, '2025-03-01', 120],
      [lasting, '2025-08-01', 60],
    ] as const) {
      await records.confirmed({ volunteerId, teamId, divisionId: tree.community.id, servedOn, minutes });
    }
    for (const [{ appointmentId }, assessedOn, scoreHundredths] of [
      [past, '2025-03-03', 8000],
      [present, '2025-10-13', 9000],
    ] as const) {
      const body = { appointmentId, assessedOn, item: '周一检查', scoreHundredths };
      await scored((await api.post('assessments', { token: admin.token, body })).body['decisionId']);
    }
    const as = (name: string) => ({ actor: systemActor(name), idempotencyKey: randomUUID() });
    const merge = await booted.get(ProposeMerge).execute(as('one'), {
      ...{ mergedVolunteerId: former.id, survivingVolunteerId: lasting.id, reason: '同一人重复登记' },
      ...{ consentReference: '登记册', consentChannel: 'PAPER' },
    });
    await people.bothAgree(merge.id);
    await booted.get(DecideMerge).execute(as('another'), { id: merge.id, decision: 'APPROVE' });
    const id = await draft({ roles: ['GRID_HEAD'], name: '2025 年度优秀网格长' });
    expect((await freeze(id)).body).toMatchObject({ snapshot: { roles: [{ candidates: 1, eligible: 1 }] } });
    expect(await ranking(id)).toMatchObject([
      { volunteerId: lasting.id, place: 1, serviceMinutes: 180, assessmentHundredths: 8500, ineligibleReasons: [] },
    ]);
    const verification = await api.get(`selection-rounds/${id}/verification`, leader.token);
    expect(verification.body).toEqual({ isIdentical: true, checkedLines: 1, differences: [] });
  });

  it('the report is a workbook', async () => {
    const id = await draft();
    await freeze(id);
    const response = await fetch(`${booted.url}/api/v1/selection-rounds/${id}/report`, {
      headers: { authorization: `Bearer ${leader.token}` },
    });
    expect(response.status).toBe(200);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});
