import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { CreateDivision, type DivisionView } from '../../../src/place/divisions';
import { idNumberCheckCharacter } from '../../../src/people/volunteers/person/domain/id-number';
import { nameInitials } from '../../../src/people/volunteers/person/domain/name-initials';
import { PersonalFields } from '../../../src/people/volunteers/person/persistence/personal-fields';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';

const BATCH = 10_000;
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const given = [...'伟强磊军洋勇杰涛明超桂兰英芳娜敏静丽艳娟霞秀建国志刚文博海'];

export interface Population {
  readonly district: DivisionView;
  /** Communities, over all streets. */
  readonly communities: readonly DivisionView[];
}

/** A place of the person's number among arrays; far from each other for numbers that follow each other. */
function pick(list: readonly string[], no: number, step: number): string {
  return list[(no * step) % list.length] ?? '';
}

export function nameOf(no: number): string {
  return pick(surnames, no, 7) + pick(given, no, 11) + pick(given, Math.floor(no / 31), 13);
}

export function idNumberOf(no: number): string {
  const day = new Date(Date.UTC(1950, 0, 1 + (Math.floor(no / 1000) % 15_000))).toISOString().slice(0, 10);
  const first17 = `110105${day.replaceAll('-', '')}${String(no % 1000).padStart(3, '0')}`;
  return first17 + idNumberCheckCharacter(first17);
}

export function phoneOf(no: number): string {
  return `139${String(no).padStart(8, '0')}`;
}

/** One district of `streets` streets with eight communities each, and people as rows: sealed as registration seals them. */
export async function populate(
  app: INestApplicationContext,
  people: number,
  streets: number,
  say: (line: string) => void,
): Promise<Population> {
  const create = async (parent: DivisionView | null, kind: DivisionView['kind'], code: string) =>
    app
      .get(CreateDivision, { strict: false })
      .execute(
        { actor: systemActor('bench'), idempotencyKey: randomUUID() },
        { parentId: parent?.id ?? null, kind, code, name: code },
      );
  const district = await create(null, 'DISTRICT', 'B');
  const communities: DivisionView[] = [];
  for (let street = 1; street <= streets; street += 1) {
    const parent = await create(district, 'STREET', `B-${street}`);
    for (let no = 1; no <= 8; no += 1) communities.push(await create(parent, 'COMMUNITY', `B-${street}-${no}`));
  }
  for (let start = 0; start < people; start += BATCH) {
    await insertPeople(app, communities, start, Math.min(BATCH, people - start));
    if (start % 100_000 === 0) say(`准备:已有 ${start} 人`);
  }
  await app.get(UnitOfWork, { strict: false }).read('vacuum analyze volunteer');
  return { district, communities };
}

async function insertPeople(
  app: INestApplicationContext,
  communities: readonly DivisionView[],
  start: number,
  count: number,
): Promise<void> {
  const fields = app.get(PersonalFields, { strict: false });
  const rows = Array.from({ length: count }, (_, index) => {
    const no = start + index;
    const id = randomUUID();
    const name = nameOf(no);
    const { sealer, wrappedKey } = fields.forNew(id);
    return {
      wrappedKey,
      id,
      no: `B${no}`,
      division: communities[no % communities.length]?.id,
      name,
      initials: nameInitials(name),
      idNumber: sealer.seal('id_number', idNumberOf(no)),
      phone: sealer.sealPhone(phoneOf(no)),
    };
  });
  await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
    await tx.query(
      `insert into volunteer (id, volunteer_no, division_id, name, name_initials, id_number_cipher, id_number_index,
         phone_cipher, phone_index, phone_tail_index, status, registered_by, registration_channel, registered_at, updated_at)
       select u.*, 'ACTIVE', 'bench', 'IMPORT', now(), now()
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::bytea[],
         $9::bytea[], $10::bytea[]) u`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.no),
        rows.map((row) => row.division),
        rows.map((row) => row.name),
        rows.map((row) => row.initials),
        rows.map((row) => row.idNumber.cipher),
        rows.map((row) => row.idNumber.index),
        rows.map((row) => row.phone.cipher),
        rows.map((row) => row.phone.index),
        rows.map((row) => row.phone.tailIndex),
      ],
    );
    await tx.query(
      `insert into subject_key (subject_kind, subject_id, wrapped_key)
       select 'volunteer', u.* from unnest($1::uuid[], $2::bytea[]) u`,
      [rows.map((row) => row.id), rows.map((row) => row.wrappedKey)],
    );
  });
}
