import type { components } from '../../api/schema';
import type { Place } from '../../kit/phone/PlacePicker.vue';

export type Registration = components['schemas']['SelfRegistrationRequest'];
export type Purpose = Registration['consents'][number]['purpose'];

/** What has been typed. The ID number is kept apart, with the page: it stands in no draft. */
export interface Draft {
  place: Place | null;
  name: string;
  phone: string;
  contactName: string;
  contactRelation: string;
  contactPhone: string;
  /** Of a child: whom the text message goes to. */
  guardianName: string;
  guardianRelation: string;
  guardianPhone: string;
  /** A guardian is asked by text: chosen on the way. */
  isByText: boolean;
  agreed: Purpose[];
}

export const emptyDraft: Draft = {
  place: null,
  name: '',
  phone: '',
  contactName: '',
  contactRelation: '',
  contactPhone: '',
  guardianName: '',
  guardianRelation: '',
  guardianPhone: '',
  isByText: false,
  agreed: [],
};

/** The name of the draft on this device. */
export const DRAFT = 'registration';

/** The request, as the service takes it. Of a child the guardian is named in the place of an emergency contact. */
export function registrationOf(draft: Draft, idNumber: string, textVersion: string): Registration {
  const phone = draft.phone.trim();
  return {
    divisionId: draft.place?.id ?? '',
    name: draft.name.trim(),
    idNumber: idNumber.replace(/\s/g, '').toUpperCase(),
    ...(phone !== '' && { phone }),
    consents: draft.agreed.map((purpose) => ({ purpose, textVersion, channel: 'SELF' as const })),
    ...(draft.isByText ? { guardian: guardianOf(draft) } : contactOf(draft)),
  };
}

function guardianOf({ guardianName, guardianRelation, guardianPhone }: Draft): NonNullable<Registration['guardian']> {
  return { name: guardianName.trim(), relation: guardianRelation.trim(), phone: guardianPhone.trim() };
}

function contactOf({ contactName, contactRelation, contactPhone }: Draft): Pick<Registration, 'emergencyContact'> {
  const contact = { name: contactName.trim(), relation: contactRelation.trim(), phone: contactPhone.trim() };
  return contact.name || contact.relation || contact.phone ? { emergencyContact: contact } : {};
}

/** What keeps a step from being done, by field; the ID number is judged by its page. */
export function faultsOf(draft: Draft, at: number, idFault: string): Record<string, string> {
  const found: Record<string, string> = {};
  const { isByText } = draft;
  if (at === 0 && draft.place === null) found['divisionId'] = '请先选您住的社区。';
  if (at === 1 && draft.name.trim() === '') found['name'] = '请填写姓名，和身份证上一样。';
  if (at === 1 && idFault !== '') found['idNumber'] = idFault;
  if (at === 2 && !isPhone(draft.phone) && !(isByText && draft.phone.trim() === '')) {
    found['phone'] = '手机号是 11 位数字，请再看一遍。';
  }
  if (at === 3 && isByText) Object.assign(found, guardianFaults(draft));
  if (at === 4 && !draft.agreed.includes('REGISTRATION')) found['consents'] = '不同意登记这一项，就没有办法登记。';
  return found;
}

function guardianFaults({ guardianName, guardianRelation, guardianPhone, phone }: Draft): Record<string, string> {
  return {
    ...(guardianName.trim() === '' && { 'guardian.name': '请填写监护人的姓名。' }),
    ...(guardianRelation.trim() === '' && { 'guardian.relation': '请填写与孩子的关系，例如母亲。' }),
    ...(!isPhone(guardianPhone) && { 'guardian.phone': '手机号是 11 位数字，请再看一遍。' }),
    ...(isPhone(guardianPhone) &&
      bare(guardianPhone) === bare(phone) && {
        'guardian.phone': '监护人的手机号不能和孩子的一样；孩子没有自己的手机，请回上一步把孩子的空着。',
      }),
  };
}

function bare(phone: string): string {
  return phone.replace(/\s/g, '');
}

function isPhone(text: string): boolean {
  return /^1\d{10}$/.test(bare(text));
}

/** The steps, one question each, in the order of the page. */
export const steps = ['住在哪里', '姓名和身份证', '手机号', '紧急联系人', '同意书', '核对'] as const;

/** Which step a refused field belongs to: the page goes back there. */
export function stepOf(field: string | undefined): number | null {
  if (field === undefined) return null;
  if (field.startsWith('emergencyContact') || field.startsWith('guardian')) return 3;
  if (field.startsWith('consents')) return 4;
  return { divisionId: 0, name: 1, idNumber: 1, phone: 2 }[field] ?? null;
}
