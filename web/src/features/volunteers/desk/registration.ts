import type { components } from '../../../api/schema';

type Request = components['schemas']['StaffRegistrationRequest'];
export type Purpose = Request['consents'][number]['purpose'];

/** What a desk writes down of somebody new. It lies in the page alone: an ID number stands in no draft. */
export interface NewPerson {
  divisionId: string;
  name: string;
  idNumber: string;
  phone: string;
  occupation: string;
  contactName: string;
  contactRelation: string;
  contactPhone: string;
  channel: 'PAPER' | 'ASSISTED';
  agreed: Purpose[];
  guardianName: string;
  guardianRelation: string;
  guardianPhone: string;
  /** Where the paper lies that the guardian signed; empty: the guardian is asked by text. */
  guardianProof: string;
}

export const nobodyYet: Readonly<NewPerson> = {
  divisionId: '',
  name: '',
  idNumber: '',
  phone: '',
  occupation: '',
  contactName: '',
  contactRelation: '',
  contactPhone: '',
  channel: 'PAPER',
  agreed: ['REGISTRATION'],
  guardianName: '',
  guardianRelation: '',
  guardianPhone: '',
  guardianProof: '',
};

/** The request, as the service takes it; what is empty is not sent. */
export function registrationOf(person: NewPerson, textVersion: string): Request {
  const text = (value: string): string => value.trim();
  const contact = {
    name: text(person.contactName),
    relation: text(person.contactRelation),
    phone: text(person.contactPhone),
  };
  return {
    divisionId: person.divisionId,
    name: text(person.name),
    idNumber: person.idNumber.replace(/\s/g, '').toUpperCase(),
    ...(text(person.phone) !== '' && { phone: text(person.phone) }),
    ...(text(person.occupation) !== '' && { occupation: text(person.occupation) }),
    ...(contact.name !== '' && { emergencyContact: contact }),
    consents: person.agreed.map((purpose) => ({ purpose, textVersion, channel: person.channel })),
  };
}
