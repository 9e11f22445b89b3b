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
  agreed: Purpose[];
}

export const emptyDraft: Draft = {
  place: null,
  name: '',
  phone: '',
  contactName: '',
  contactRelation: '',
  contactPhone: '',
  agreed: [],
};

/** The name of the draft on this device. */
export const DRAFT = 'registration';

/** The request, as the service takes it. */
export function registrationOf(draft: Draft, idNumber: string, textVersion: string): Registration {
  const [name, relation, phone] = [draft.contactName, draft.contactRelation, draft.contactPhone].map((p) => p.trim());
  return {
    divisionId: draft.place?.id ?? '',
    name: draft.name.trim(),
    idNumber: idNumber.replace(/\s/g, '').toUpperCase(),
    phone: draft.phone.trim(),
    consents: draft.agreed.map((purpose) => ({ purpose, textVersion, channel: 'SELF' as const })),
    ...(name || relation || phone
      ? { emergencyContact: { name: name ?? '', relation: relation ?? '', phone: phone ?? '' } }
      : {}),
  };
}

/** The steps, one question each, in the order of the page. */
export const steps = ['住在哪里', '姓名和身份证', '手机号', '紧急联系人', '同意书', '核对'] as const;

/** Which step a refused field belongs to: the page goes back there. */
export function stepOf(field: string | undefined): number | null {
  if (field === undefined) return null;
  if (field.startsWith('emergencyContact')) return 3;
  if (field.startsWith('consents')) return 4;
  return { divisionId: 0, name: 1, idNumber: 1, phone: 2 }[field] ?? null;
}
