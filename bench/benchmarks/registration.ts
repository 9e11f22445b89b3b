import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { RegisterVolunteer } from '../../src/people/volunteers';
import { PersonalFields } from '../../src/people/volunteers/person/persistence/personal-fields';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import type { Benchmark, Contestant } from '../harness/benchmark';
import { openApplication } from '../harness/open-application';
import { repeat } from '../harness/repeat';
import { idNumberOf, nameOf, phoneOf, populate, type Population } from './people/population';
import { applicationEnv } from './punch/application';

/** Who is registered before: `REGISTRATION_PEOPLE=1000000` is a city. */
const PEOPLE = Number(process.env['REGISTRATION_PEOPLE'] ?? 100_000);
const STREETS = 50;
/** Clerks who press at the same time. */
const CLERKS = 8;

/** Registering one more person among many, beside inserting the same rows with values that are ready. */
export const registration: Benchmark = {
  name: 'registration',
  description: '在已有许多人的库里登记一人(校验、查重、加密、同意书、幂等键、审计),对照直接插入同样的行',
  unit: 'people/s',
  connections: CLERKS,
  prepare: async (workbench) => {
    const app = await openApplication(workbench, applicationEnv(await workbench.createDatabase('registration')));
    const population = await populate(app, PEOPLE, STREETS, (line) => workbench.say(line));
    // Nobody is registered twice, whoever of the two does it.
    let no = PEOPLE;
    const next = (): number => (no += 1);
    return [
      contestant('floor', '一个事务里插入人员、密钥、同意书三行', app, plainly(app, population, next)),
      contestant('ours', '登记:完整用例', app, properly(app, population, next)),
    ];
  },
};

type Register = () => Promise<void>;

function plainly(app: INestApplicationContext, { communities }: Population, next: () => number): Register {
  const fields = app.get(PersonalFields, { strict: false });
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  return async () => {
    const no = next();
    const id = randomUUID();
    // Made ready outside of the transaction: what sealing costs is part of the floor, as the rows need it.
    const { sealer, wrappedKey } = fields.forNew(id);
    const idNumber = sealer.seal('id_number', idNumberOf(no));
    const phone = sealer.sealPhone(phoneOf(no));
    await unitOfWork.run(async (tx) => {
      await tx.query(
        `insert into volunteer (id, volunteer_no, division_id, name, id_number_cipher, id_number_index, phone_cipher,
           phone_index, phone_tail_index, status, registered_by, registration_channel, registered_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', 'bench', 'STAFF', now(), now())`,
        [
          ...[id, `F${no}`, communities[no % communities.length]?.id, nameOf(no), idNumber.cipher, idNumber.index],
          ...[phone.cipher, phone.index, phone.tailIndex],
        ],
      );
      await tx.query(`insert into subject_key (subject_kind, subject_id, wrapped_key) values ('volunteer', $1, $2)`, [
        id,
        wrappedKey,
      ]);
      await tx.query(
        `insert into consent (id, volunteer_id, purpose, text_version, channel, granted_at, recorded_by)
         values (gen_random_uuid(), $1, 'REGISTRATION', 'bench', 'PAPER', now(), 'bench')`,
        [id],
      );
    });
  };
}

function properly(app: INestApplicationContext, { communities }: Population, next: () => number): Register {
  const register = app.get(RegisterVolunteer, { strict: false });
  return async () => {
    const no = next();
    await register.execute(
      { actor: systemActor('bench'), idempotencyKey: randomUUID() },
      {
        channel: 'STAFF',
        divisionId: communities[no % communities.length]?.id ?? '',
        name: nameOf(no),
        idNumber: idNumberOf(no),
        phone: phoneOf(no),
        consents: [{ purpose: 'REGISTRATION', textVersion: 'bench', channel: 'PAPER' }],
      },
    );
  };
}

function contestant(
  role: Contestant['role'],
  label: string,
  app: INestApplicationContext,
  register: Register,
): Contestant {
  let acknowledged = 0;
  const prefix = role === 'floor' ? 'F%' : 'V%';
  return {
    role,
    label,
    pid: process.pid,
    measure: async (limits) => {
      const measurement = await repeat(limits, register, CLERKS);
      acknowledged += measurement.count;
      return measurement;
    },
    verify: async () => {
      const [row] = await app
        .get(UnitOfWork, { strict: false })
        .read<{ count: number }>('select count(*)::int as count from volunteer where volunteer_no like $1', [prefix]);
      if (row?.count !== acknowledged) throw new Error(`${row?.count ?? 0} of ${acknowledged} are registered`);
    },
  };
}
