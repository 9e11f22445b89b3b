import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const modules = path.resolve(__dirname, '../../src');

/** Whoever reads names themselves; each of these answers staff inside their scope, or the person. */
const STAFF_VIEWS = [
  'people/heads/persistence/head-queries.ts',
  'people/teams/persistence/team-queries.ts',
  'recognition/assessments/application/show-assessments.ts',
  'recognition/certificates/application/certificate-writer.ts',
  'recognition/certificates/application/show-certificates.ts',
  'service/activities/application/child-signups.ts',
  'service/activities/application/read-roster.ts',
  'service/activities/application/show-cancellation.ts',
  'service/activities/application/sign-up.ts',
  'service/attendance/geofence/application/locate-punch.ts',
  'service/attendance/offline/application/take-offline-punches.ts',
  'service/attendance/roll-call/application/show-call-list.ts',
  'service/attendance/roll-call/application/show-roster.ts',
  'service/late-entries/application/entered-line-rules.ts',
  'service/openings/application/browse-public-openings.ts',
  'service/oversight/application/registration-visits.ts',
  'service/service-hours/caps/application/list-caps.ts',
  'service/service-hours/objections/application/list-objections.ts',
  'service/service-hours/recompute/application/show-recompute.ts',
  'service/service-hours/records/application/list-records.ts',
  'service/service-hours/records/application/show-record-evidence.ts',
  'service/service-hours/reminders/application/list-unfinished.ts',
];
const STAFF_SQL = [
  'people/own-account/persistence/account-facts.ts',
  'service/attendance/outcomes/persistence/signup-outcome.repository.ts',
  'service/late-entries/persistence/claim-queue.ts',
  'service/late-entries/persistence/person-traces.ts',
  'service/openings/persistence/opening.repository.ts',
];

function sources(): readonly (readonly [file: string, text: string])[] {
  return readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.endsWith('.spec.ts') &&
        !/^(people\/volunteers|platform|kernel|demo|cli)\//.test(file),
    )
    .map((file) => [file, readFileSync(path.join(modules, file), 'utf8')] as const);
}

const filesWith = (pattern: RegExp): readonly string[] =>
  sources()
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file)
    .sort();

/** A new place that shows a name is either public, and goes through PublicNames, or is added here by somebody who looked. */
describe('names reach the public through one door', () => {
  it('and whoever reads them past it is known', () => {
    expect(filesWith(/\.displayNames\(/)).toEqual(STAFF_VIEWS);
    expect(filesWith(/\bv\.name\b/)).toEqual(STAFF_SQL);
  });

  it('and nobody else masks names or weighs consents to show them', () => {
    expect(filesWith(/\bmaskName\b|hasConsent\('(?:RANKING_DISPLAY|NAME_PUBLICITY)'\)/)).toEqual([]);
  });
});
