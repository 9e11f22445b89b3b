import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { csvOf } from '../../../../platform/delivery/documents/csv';
import { zipOf } from '../../../../platform/delivery/documents/zip';
import { requireAccount, requireVolunteer } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { PersonProof, type Proof } from '../../../../platform/security/identity/person-proof';
import { GuardianRepository } from '../../minors';
import { type FilledTable, PersonalFields, PersonExports, VolunteerRepository } from '../../person';

const PROFILE = {
  volunteerNo: '志愿者编号',
  name: '姓名',
  idNumber: '身份证号码',
  birthDate: '出生日期',
  gender: '性别',
  phone: '手机号码',
  address: '住址',
  occupation: '职业',
  emergencyContact: '紧急联系人',
  politicalStatus: '政治面貌',
  skills: '特长',
  availability: '可服务时间',
  status: '状态',
  registeredAt: '登记时间',
  activatedAt: '首次通过审核时间',
  guardians: '监护人',
};

/** Everything the service knows about a person, to that person: one JSON for machines and one CSV per table for people. */
@Injectable()
export class ExportOwnData {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerRepository,
    private readonly guardians: GuardianRepository,
    private readonly fields: PersonalFields,
    private readonly exports: PersonExports,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly proof: PersonProof,
  ) {}

  /**
   * @returns the bytes of a ZIP archive.
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, PROOF_REQUIRED, CREDENTIALS_WRONG, ACCOUNT_LOCKED, PHONE_CODE_WRONG
   */
  async execute(actor: Actor, proof: Proof): Promise<Buffer> {
    const volunteerId = requireVolunteer(actor);
    await this.proof.require(requireAccount(actor), proof);
    const tables = await this.unitOfWork.run(async (tx) => {
      await this.audit.record(tx, actor, {
        action: 'volunteers.export-own-data',
        subjectKind: 'volunteer',
        subjectId: volunteerId,
      });
      return [await this.profile(tx, volunteerId), ...(await this.exports.read(tx, volunteerId))];
    });
    const json = Object.fromEntries(tables.map(({ title, rows }) => [title, rows]));
    return zipOf(
      [
        { name: '全部数据.json', bytes: Buffer.from(`${JSON.stringify(json, null, 2)}\n`, 'utf8') },
        ...tables.map((table) => ({ name: `${table.title}.csv`, bytes: sheetOf(table) })),
      ],
      this.clock.now(),
    );
  }

  /** The sealed fields, opened for the person they belong to. */
  private async profile(tx: Transaction, volunteerId: string): Promise<FilledTable> {
    const row = await this.volunteers.get(tx, volunteerId);
    const opener = await this.fields.opener([volunteerId], tx);
    const details = opener.openDetails(volunteerId, row.privateCipher);
    const { volunteerNo, name, birthDate, gender, politicalStatus, skills, availability, status } = row;
    const profile = {
      ...{ volunteerNo, name, birthDate, gender, politicalStatus, skills, availability, status },
      idNumber: row.idNumberCipher && opener.open('id_number', volunteerId, row.idNumberCipher),
      phone: row.phoneCipher && opener.open('phone', volunteerId, row.phoneCipher),
      address: details.address ?? null,
      occupation: details.occupation ?? row.occupation,
      emergencyContact: details.emergencyContact ?? null,
      registeredAt: row.registeredAt,
      activatedAt: row.activatedAt,
      guardians: await this.guardians.of(volunteerId, tx),
    };
    return { title: '个人资料', columns: PROFILE, sql: '', rows: [profile] };
  }
}

function sheetOf({ columns, rows }: FilledTable): Buffer {
  const keys = Object.keys(columns);
  return csvOf(
    Object.values(columns),
    rows.map((row) => keys.map((key) => textOf(row[key]))),
  );
}

/** Instants as ISO texts; lists and objects stay what they are and are written as JSON. */
function textOf(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
