import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import type { RegisterVolunteerCommand } from '../../src/people/volunteers';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { BootedApp } from '../support/boot-app';
import { fillRow } from '../support/fill-row';
import { RecordBuilder } from './record.builder';
import { ServiceBuilder } from './service.builder';

const selectionPolicy = readFileSync(path.resolve(__dirname, '../../config/policies/selection.default.json'), 'utf8');

/** One of everything that a route names by id, all of one street; by the parameter's name. */
export type StreetObjects = Readonly<Record<string, string>>;

/** Makes a street and one of everything in it. @param who the person whom it is all about */
export async function streetObjects(
  booted: BootedApp,
  superuser: Client,
  who: Partial<RegisterVolunteerCommand> = {},
): Promise<{ readonly service: ServiceBuilder; readonly ids: StreetObjects; readonly volunteerToken: string }> {
  const service = await ServiceBuilder.on(booted);
  const { people, tree } = service;
  const volunteer = await people.signedInVolunteer(tree.unit.id, who);
  const volunteerId = volunteer.volunteerId;
  const held = await service.shift('09:00', '11:00');
  await service.signUp(held, volunteerId);
  booted.setNow(undefined);
  const { teamId } = service;
  const facts = { volunteerId, teamId, divisionId: tree.community.id, servedOn: '2026-11-01', minutes: 60 };
  const recordId = await new RecordBuilder(booted).confirmed(facts);
  const staff = await people.staff('COMMUNITY_WORKER', tree.community.id);
  const { appointmentId } = await people.head({
    volunteerId,
    divisionId: tree.building.id,
    role: 'BUILDING_HEAD',
    validFrom: '2026-01-01' as never,
  });
  const one = async (sql: string, parameter: string): Promise<string> => {
    const [row] = await booted.get(UnitOfWork).read<{ id: string }>(sql, [parameter]);
    return row?.id ?? '';
  };
  const ids = {
    divisionId: tree.community.id,
    userId: staff.userId,
    volunteerId,
    teamId,
    shiftId: held.shiftId,
    recordId,
    appointmentId,
    activityId: await one('select activity_id as id from shift where id = $1', held.shiftId),
    signupId: await one('select id from signup where volunteer_id = $1', volunteerId),
    ...Object.fromEntries(drawn.map((name) => [name, randomUUID()])),
  } as StreetObjects;
  const others = [await people.registration(tree.unit.id), await people.registration(tree.unit.id)];
  await fillOthers(
    superuser,
    ids,
    tree.street.id,
    others.map(({ id }) => id),
  );
  return { service, ids, volunteerToken: volunteer.token };
}

const drawn = [
  ...([
    'membershipId',
    'deviceId',
    'attachmentId',
    'objectionId',
    'runId',
    'punchId',
    'sheetId',
    'assessmentId',
  ] as const),
  ...(['roundId', 'certificateId', 'id', 'signalId', 'spotCheckId', 'sanctionId'] as const),
  ...(['closingId', 'importId', 'mergeId', 'transferId', 'openingRowId', 'openingObjectionId', 'visitId'] as const),
];

async function fillOthers(
  superuser: Client,
  ids: StreetObjects,
  streetId: string,
  others: readonly string[],
): Promise<void> {
  const fill = (table: string, given: Readonly<Record<string, unknown>>) => fillRow(superuser, table, given);
  const { volunteerId, shiftId, recordId, attachmentId } = ids;
  const division = { division_id: ids['divisionId'] };
  const requested = { team_id: ids['teamId'], volunteer_id: randomUUID(), status: 'REQUESTED' };
  await fill('team_membership', { id: ids['membershipId'], ...requested, volunteer_id: volunteerId });
  await fill('shift_device', { id: ids['deviceId'], shift_id: shiftId, expires_at: '2099-01-01' });
  await fill('attachment', { id: attachmentId, shift_id: shiftId, media_type: 'image/png' });
  await fill('record_objection', { id: ids['objectionId'], record_id: recordId, status: 'OPEN' });
  await fill('recompute_run', { id: ids['runId'], ...division, status: 'DRAFT' });
  const claim = { volunteer_id: volunteerId, punch_id: ids['punchId'], shift_id: shiftId };
  await fill('punch_claim', { ...claim, direction: 'IN', method: 'KIOSK', cause: 'CLOCK_SKEW' });
  await fill('paper_sheet', { id: ids['sheetId'], shift_id: shiftId, photo_id: attachmentId, status: 'ENTERING' });
  await fill('assessment', { id: ids['assessmentId'], appointment_id: ids['appointmentId'] });
  await fill('selection_round', {
    id: ids['roundId'],
    division_id: streetId,
    status: 'DRAFT',
    policy: selectionPolicy,
  });
  const certificate = { volunteer_id: volunteerId, division_id: streetId, id_number_display: 'NONE' };
  const byHolder = { id_number_chosen_by: 'HOLDER' };
  await fill('certificate', { id: ids['certificateId'], ...certificate, ...byHolder, status: 'APPLIED' });
  await fill('opening_import', { id: ids['id'], ...division, status: 'SUBMITTED' });
  const row = { id: ids['openingRowId'], import_id: ids['id'], volunteer_id: volunteerId, kind: 'SERVICE', grade: 'D' };
  await fill('opening_row', { ...row, served_on: '2025-01-01', served_to: null });
  const objected = { id: ids['openingObjectionId'], volunteer_id: volunteerId, row_id: row.id, status: 'OPEN' };
  await fill('opening_objection', { ...objected, answered_by: null, raised_by_volunteer_id: volunteerId });
  await fill('review_signal', { id: ids['signalId'], ...division, kind: 'SHARED_DEVICE', status: 'OPEN' });
  await fill('spot_check', { id: ids['spotCheckId'], ...division, seed: 'seed', published_at: '2026-01-01' });
  // Of people of their own: a decision ends a registration.
  await fill('closing_request', {
    id: ids['closingId'],
    volunteer_id: others[0],
    reason: 'MOVED_AWAY',
    status: 'OPEN',
  });
  const visit = { draw_id: randomUUID(), volunteer_id: volunteerId };
  await fill('visit_candidate', { ...visit, cause: 'NO_PHONE' });
  await fill('registration_visit', {
    ...visit,
    id: ids['visitId'],
    status: 'WAITING',
    visited_on: null,
    recorded_by: null,
  });
  await fill('people_import', { id: ids['importId'], ...division, kind: 'VOLUNTEERS', status: 'CHECKED' });
  const other = { surviving_volunteer_id: volunteerId, status: 'PROPOSED' };
  await fill('volunteer_merge', { id: ids['mergeId'], merged_volunteer_id: others[1], ...other });
  const moved = { from_division_id: ids['divisionId'], to_division_id: ids['divisionId'], status: 'REQUESTED' };
  await fill('volunteer_transfer', { id: ids['transferId'], volunteer_id: volunteerId, ...moved });
  await fill('sanction', { id: ids['sanctionId'], volunteer_id: volunteerId, kind: 'NO_SELF_BACKFILL' });
}
