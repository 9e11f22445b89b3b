/** The rules that rules of other sub-rooms build on; they stay without a framework. */
export { isMinorOn } from './age-rules';
export { type ConsentPurpose, consentPurposes } from './consent';
export { maskName } from './masking';
export { readMobilePhone } from './phone';
export { isVolunteerNo } from './volunteer-no';
