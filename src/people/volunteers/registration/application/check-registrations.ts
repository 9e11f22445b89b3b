import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import {
  type IdNumberProblem,
  needsGuardianConsentOn,
  PersonalFields,
  readIdNumber,
  readMobilePhone,
  type VolunteerStatus,
} from '../../person';
import { LimitListedNumbers } from '../../id-numbers';

/** Somebody on a list, not yet registered. */
export interface RegistrationCandidate {
  readonly idNumber: string;
  /** '' where none is given. */
  readonly phone: string;
}

export interface KnownVolunteer {
  readonly id: string;
  readonly name: string | null;
  readonly status: VolunteerStatus;
}

export interface CandidateFinding {
  readonly idProblem: IdNumberProblem | null;
  readonly isPhoneWrong: boolean;
  /** Equal for equal ID numbers; nothing can be read from it. Null where the number is wrong. */
  readonly idKey: string | null;
  readonly phoneKey: string | null;
  readonly needsGuardian: boolean;
  /** Who is registered with this ID number. */
  readonly known: KnownVolunteer | null;
  /** Who inside the path is registered with this phone and another ID number. */
  readonly samePhone: readonly KnownVolunteer[];
}

const BATCH = 1_000;
type Found = KnownVolunteer & { readonly key: string };

/** Says about many people at once what their registration would run into; writes nothing. */
@Injectable()
export class CheckRegistrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
    private readonly clock: Clock,
    private readonly limit: LimitListedNumbers,
  ) {}

  /**
   * @param question.path where people of the same phone are looked for: whoever asks may see them there.
   * @param question.asker who uploads the list; null where it was counted before.
   * @throws ID_NUMBER_LIST_LIMIT
   */
  async execute(
    candidates: readonly RegistrationCandidate[],
    { path, asker }: { readonly path: string; readonly asker: Actor | null },
  ): Promise<readonly CandidateFinding[]> {
    if (asker) await this.limit.note(asker, this.validNumbers(candidates));
    const findings: CandidateFinding[] = [];
    for (let start = 0; start < candidates.length; start += BATCH) {
      findings.push(...(await this.checkBatch(candidates.slice(start, start + BATCH), path)));
    }
    return findings;
  }

  private validNumbers(candidates: readonly RegistrationCandidate[]): readonly string[] {
    const today = localDayOf(this.clock.nowMs());
    return candidates.flatMap(({ idNumber }) => {
      const reading = readIdNumber(idNumber, today);
      return reading.isValid ? [reading.facts.idNumber] : [];
    });
  }

  private async checkBatch(candidates: readonly RegistrationCandidate[], path: string): Promise<CandidateFinding[]> {
    const today = localDayOf(this.clock.nowMs());
    const read = candidates.map(({ idNumber, phone }) => {
      const reading = readIdNumber(idNumber, today);
      const mobile = phone === '' ? null : readMobilePhone(phone);
      return {
        idProblem: reading.isValid ? null : reading.problem,
        isPhoneWrong: phone !== '' && mobile === null,
        idKey: reading.isValid ? this.keyOf('id_number', reading.facts.idNumber) : null,
        phoneKey: mobile === null ? null : this.keyOf('phone', mobile),
        needsGuardian: reading.isValid && needsGuardianConsentOn(reading.facts.birthDate, today),
      };
    });
    const byId = await this.registered('id_number_index', keysOf(read, 'idKey'), '/');
    const byPhone = await this.registered('phone_index', keysOf(read, 'phoneKey'), path);
    return read.map((finding) => {
      const known = finding.idKey === null ? null : (byId.get(finding.idKey)?.[0] ?? null);
      const samePhone = finding.phoneKey === null ? [] : (byPhone.get(finding.phoneKey) ?? []);
      return { ...finding, known, samePhone: samePhone.filter(({ id }) => id !== known?.id) };
    });
  }

  private keyOf(field: 'id_number' | 'phone', text: string): string {
    return this.fields.indexOf(field, text).toString('hex');
  }

  private async registered(
    column: 'id_number_index' | 'phone_index',
    keys: readonly string[],
    path: string,
  ): Promise<ReadonlyMap<string, readonly KnownVolunteer[]>> {
    const rows = await this.unitOfWork.read<Found>(
      `select encode(v.${column}, 'hex') as key, v.id, v.name, v.status
       from volunteer v join division d on d.id = v.division_id
       where v.${column} = any($1::bytea[]) and starts_with(d.path, $2) and v.status <> 'CLOSED' order by v.id`,
      [keys.map((key) => Buffer.from(key, 'hex')), path],
    );
    const found = new Map<string, KnownVolunteer[]>();
    for (const { key, ...volunteer } of rows) found.set(key, [...(found.get(key) ?? []), volunteer]);
    return found;
  }
}

function keysOf<K extends 'idKey' | 'phoneKey'>(
  findings: readonly Readonly<Record<K, string | null>>[],
  field: K,
): readonly string[] {
  return findings.flatMap((finding) => finding[field] ?? []);
}
