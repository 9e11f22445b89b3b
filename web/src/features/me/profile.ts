import type { components } from '../../api/schema';
import type { OwnVolunteer } from './queries';

type ProfileChange = components['schemas']['OwnProfileRequest'];

/** The form as it is typed. */
export interface ProfileText {
  politicalStatus: OwnVolunteer['politicalStatus'];
  occupation: string;
  address: string;
  /** Divided by 、 or spaces. */
  skills: string;
  /** Empty leaves the contact as it is: it is shown masked, and not typed back. */
  contactName: string;
  contactRelation: string;
  contactPhone: string;
}

export function profileText(own: OwnVolunteer): ProfileText {
  return {
    politicalStatus: own.politicalStatus,
    occupation: own.occupation ?? '',
    address: own.address ?? '',
    skills: own.skills.join('、'),
    contactName: '',
    contactRelation: '',
    contactPhone: '',
  };
}

export function skillsOf(text: string): readonly string[] {
  return [...new Set(text.split(/[、，,;；\s]+/).filter((skill) => skill !== ''))];
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent; the emergency contact only where one is typed. */
export function profileChange(text: ProfileText): ProfileChange {
  const [name, relation, phone] = [text.contactName, text.contactRelation, text.contactPhone].map((part) =>
    part.trim(),
  );
  return {
    politicalStatus: text.politicalStatus,
    occupation: orNull(text.occupation),
    address: orNull(text.address),
    skills: [...skillsOf(text.skills)],
    ...(name || relation || phone
      ? { emergencyContact: { name: name ?? '', relation: relation ?? '', phone: phone ?? '' } }
      : {}),
  };
}
