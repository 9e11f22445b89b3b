// Written by npm run generate from config/openapi.json; not edited by hand.

export const acceptInvitationRequest = {
  token: { required: true, minlength: 1, maxlength: 100 },
  pin: { minlength: 1, maxlength: 20 },
  password: { required: true, minlength: 10, maxlength: 128 },
} as const;
export const accountRequest = {
  username: { required: true, minlength: 3, maxlength: 64 },
  password: { required: true, minlength: 10, maxlength: 128 },
} as const;
export const addCategoryRequest = {
  divisionId: { required: true },
  code: { required: true, minlength: 2, maxlength: 40 },
  name: { required: true, minlength: 1, maxlength: 20 },
  isService: { required: true },
  sortOrder: { required: true, min: 0, max: 9999 },
  validFrom: {},
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const addShiftsRequest = {} as const;
export const addTeamKindRequest = {
  divisionId: { required: true },
  code: { required: true, minlength: 2, maxlength: 40 },
  name: { required: true, minlength: 1, maxlength: 20 },
  sortOrder: { required: true, min: 0, max: 9999 },
} as const;
export const answerMergeRequest = { answer: { required: true } } as const;
export const answerObjectionRequest = {
  outcome: { required: true },
  answer: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const answerOpeningObjectionRequest = {
  outcome: { required: true },
  answer: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const applyForOtherRequest = {
  periodFrom: { required: true },
  periodTo: { required: true },
  purpose: { minlength: 1, maxlength: 100 },
  idNumberDisplay: { required: true },
  idNumberReason: { minlength: 1, maxlength: 200 },
} as const;
export const applyRequest = {
  periodFrom: { required: true },
  periodTo: { required: true },
  purpose: { minlength: 1, maxlength: 100 },
  idNumberDisplay: { required: true },
} as const;
export const appointDeputyRequest = { volunteerId: { required: true } } as const;
export const appointHeadRequest = {
  volunteerId: { required: true },
  divisionId: { required: true },
  role: { required: true },
  validFrom: { required: true },
  validTo: {},
  isPaid: { required: true },
  source: { required: true, minlength: 1, maxlength: 200 },
} as const;
export const availabilitySlotRequest = {
  weekday: { required: true, min: 1, max: 7 },
  from: { required: true, minlength: 1, maxlength: 5 },
  to: { required: true, minlength: 1, maxlength: 5 },
} as const;
export const backfillRecordRequest = {
  volunteerId: { required: true },
  checkedInAt: { required: true },
  checkedOutAt: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
  proofId: {},
} as const;
export const beginExternalSignInRequest = { providerId: { required: true, minlength: 1, maxlength: 32 } } as const;
export const breakRequest = { startsAt: { required: true }, endsAt: { required: true } } as const;
export const cancelRequest = { reason: { required: true, minlength: 1, maxlength: 200 } } as const;
export const cancelRoundRequest = { reason: { required: true, minlength: 1, maxlength: 500 } } as const;
export const cancelSignupRequest = { reason: { minlength: 1, maxlength: 200 } } as const;
export const cardSheetRequest = { teamId: {} } as const;
export const certificateReasonRequest = { reason: { required: true, minlength: 1, maxlength: 500 } } as const;
export const changeCategoryRequest = {
  divisionId: { required: true },
  name: { minlength: 1, maxlength: 20 },
  isService: {},
  sortOrder: { min: 0, max: 9999 },
  validFrom: {},
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const changeTeamKindRequest = {
  divisionId: { required: true },
  name: { minlength: 1, maxlength: 20 },
  sortOrder: { min: 0, max: 9999 },
  isRetired: {},
} as const;
export const childSignupsRequest = {
  token: { required: true, minlength: 1, maxlength: 100 },
  code: { required: true, minlength: 1, maxlength: 10 },
} as const;
export const closingDecisionRequest = { decision: { required: true } } as const;
export const closingReasonRequest = { reason: { required: true } } as const;
export const commitSpotCheckRequest = {
  divisionId: { required: true },
  fromDay: { required: true },
  toDay: { required: true },
  sampleSize: { required: true, min: 1, max: 1000 },
} as const;
export const confirmImportRequest = { skipDuplicates: {} } as const;
export const confirmRoundRequest = { note: { required: true, minlength: 1, maxlength: 1000 } } as const;
export const consentRequest = {
  purpose: { required: true },
  textVersion: { required: true, minlength: 1, maxlength: 40 },
  channel: { required: true },
} as const;
export const correctRecordRequest = {
  checkedInAt: { required: true },
  checkedOutAt: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const correctionDecisionRequest = {
  decision: { required: true },
  reason: { minlength: 2, maxlength: 200 },
} as const;
export const correctionLookRequest = { reason: { required: true, minlength: 4, maxlength: 200 } } as const;
export const correctionRequestBody = {
  name: { minlength: 1, maxlength: 40 },
  idNumber: { minlength: 1, maxlength: 40 },
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const createActivityRequest = {
  title: { required: true, minlength: 1, maxlength: 80 },
  kind: { required: true },
  category: { required: true, minlength: 1, maxlength: 40 },
  placeName: { required: true, minlength: 1, maxlength: 120 },
  riskLevel: { required: true },
  description: { minlength: 1, maxlength: 4000 },
  participantNotes: { minlength: 1, maxlength: 500 },
  longitude: { min: -180, max: 180 },
  latitude: { min: -90, max: 90 },
  coordinateSystem: {},
  evidenceMode: {},
  teamId: { required: true },
  divisionId: {},
} as const;
export const createDivisionRequest = {
  parentId: { required: true },
  kind: { required: true },
  code: { required: true, minlength: 1, maxlength: 40 },
  name: { required: true, minlength: 1, maxlength: 60 },
  compoundName: { minlength: 1, maxlength: 60 },
  sortOrder: { min: 0, max: 100000 },
} as const;
export const createRoundRequest = {
  divisionId: { required: true },
  name: { required: true, minlength: 1, maxlength: 100 },
  periodFrom: { required: true },
  periodTo: { required: true },
  basisDocument: { required: true, minlength: 1, maxlength: 200 },
  conditions: { minlength: 1, maxlength: 2000 },
  weights: {},
} as const;
export const createTeamRequest = {
  name: { required: true, minlength: 1, maxlength: 40 },
  kind: { required: true, minlength: 1, maxlength: 40 },
  divisionId: { required: true },
  partnerUnit: { minlength: 1, maxlength: 60 },
  description: { minlength: 1, maxlength: 500 },
  leaderVolunteerId: {},
} as const;
export const deadLetterRefRequest = {
  queue: { required: true, minlength: 1, maxlength: 60 },
  id: { required: true, minlength: 1, maxlength: 200 },
} as const;
export const decideCapLineRequest = {
  level: { required: true },
  approvedMinutes: { required: true, min: 0, max: 2880 },
  reason: { required: true, minlength: 2, maxlength: 500 },
  recordId: { required: true },
} as const;
export const decideCapRequest = {
  level: { required: true },
  approvedMinutes: { required: true, min: 0, max: 2880 },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const decideCapsRequest = {} as const;
export const decideMembershipRequest = {
  decision: { required: true },
  reason: { minlength: 1, maxlength: 200 },
} as const;
export const decideMergeRequest = { decision: { required: true }, reason: { minlength: 2, maxlength: 200 } } as const;
export const decideOpeningRequest = { decision: { required: true }, reason: { minlength: 2, maxlength: 500 } } as const;
export const decideRecomputeRequest = { decision: { required: true } } as const;
export const decideRecordLineRequest = {
  decision: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
  recordId: { required: true },
  version: { required: true, min: 1, max: 1000000 },
} as const;
export const decideRecordRequest = {
  decision: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const decideRecordsRequest = {} as const;
export const decideRequest = { decision: { required: true }, reason: { minlength: 2, maxlength: 500 } } as const;
export const decideSignalRequest = {
  outcome: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const decideTransferRequest = {
  decision: { required: true },
  reason: { minlength: 2, maxlength: 200 },
} as const;
export const decisionDeputyRequest = {
  divisionId: { required: true },
  userId: { required: true },
  fromDay: { required: true },
  untilDay: { required: true },
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const declareHouseholdRequest = {
  withVolunteerId: { required: true },
  source: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const declareServiceRequest = {
  shiftId: { required: true },
  checkedInAt: { required: true },
  checkedOutAt: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
  proofId: {},
} as const;
export const deskPhoneChangeRequest = {
  newPhone: { required: true, minlength: 1, maxlength: 30 },
  reason: { required: true, minlength: 2, maxlength: 200 },
  code: { minlength: 1, maxlength: 10 },
  evidence: { minlength: 2, maxlength: 200 },
} as const;
export const dissolveTeamRequest = { reason: { required: true, minlength: 1, maxlength: 200 } } as const;
export const divisionLabelsRequest = {
  DISTRICT: { minlength: 1, maxlength: 20 },
  STREET: { minlength: 1, maxlength: 20 },
  COMMUNITY: { minlength: 1, maxlength: 20 },
  GRID: { minlength: 1, maxlength: 20 },
  BUILDING: { minlength: 1, maxlength: 20 },
  UNIT: { minlength: 1, maxlength: 20 },
  GRID_HEAD: { minlength: 1, maxlength: 20 },
  BUILDING_HEAD: { minlength: 1, maxlength: 20 },
  UNIT_HEAD: { minlength: 1, maxlength: 20 },
} as const;
export const dutySpanBody = {
  from: { required: true, minlength: 5, maxlength: 5 },
  until: { required: true, minlength: 5, maxlength: 5 },
} as const;
export const emergencyContactRequest = {
  name: { required: true, minlength: 1, maxlength: 40 },
  relation: { required: true, minlength: 1, maxlength: 20 },
  phone: { required: true, minlength: 1, maxlength: 30 },
} as const;
export const endAppointmentRequest = {
  validTo: { required: true },
  reason: { required: true, minlength: 1, maxlength: 200 },
} as const;
export const enterSheetRequest = {} as const;
export const excuseDecisionRequest = {
  decision: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const excuseRequest = { reason: { required: true, minlength: 2, maxlength: 500 } } as const;
export const extendShiftRequest = { extendedTo: { required: true } } as const;
export const externalSecondFactorRequest = {
  ticket: { required: true, minlength: 1, maxlength: 100 },
  totpCode: { required: true, minlength: 1, maxlength: 20 },
} as const;
export const gatewayAnswerRequest = {
  ticket: { required: true, minlength: 1, maxlength: 100 },
  answer: { required: true, minlength: 1, maxlength: 4000 },
} as const;
export const geofenceRequest = { radiusMeters: { required: true, min: 50, max: 5000 } } as const;
export const grantRequest = {
  role: { required: true },
  divisionId: { required: true },
  validFrom: {},
  validTo: {},
} as const;
export const guardianLinkRequest = { token: { required: true, minlength: 1, maxlength: 100 } } as const;
export const guardianNamedLinkRequest = {
  token: { required: true, minlength: 1, maxlength: 100 },
  childName: { required: true, minlength: 1, maxlength: 40 },
} as const;
export const guardianProvenLinkRequest = {
  token: { required: true, minlength: 1, maxlength: 100 },
  code: { required: true, minlength: 1, maxlength: 10 },
} as const;
export const guardianRequest = {
  name: { required: true, minlength: 1, maxlength: 40 },
  relation: { required: true, minlength: 1, maxlength: 20 },
  phone: { required: true, minlength: 1, maxlength: 30 },
  proof: { required: true, minlength: 2, maxlength: 100 },
  textVersion: { required: true, minlength: 1, maxlength: 40 },
} as const;
export const idNumberCheckRequest = { idNumber: { required: true, minlength: 1, maxlength: 40 } } as const;
export const imposeSanctionRequest = {
  kind: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const issueDeviceRequest = {
  label: { required: true, minlength: 1, maxlength: 40 },
  lifeMinutes: { required: true, min: 5, max: 1440 },
} as const;
export const issueRequest = {
  issuerName: { minlength: 1, maxlength: 60 },
  personInCharge: { required: true, minlength: 1, maxlength: 30 },
  handler: { minlength: 1, maxlength: 30 },
  contact: { required: true, minlength: 1, maxlength: 60 },
} as const;
export const joinTeamRequest = { volunteerId: {}, message: { minlength: 1, maxlength: 200 } } as const;
export const kioskBatchRequest = { deviceSentAt: { required: true } } as const;
export const kioskLineRequest = {
  card: { minlength: 1, maxlength: 200 },
  name: { minlength: 1, maxlength: 60 },
  phoneLastFour: { minlength: 4, maxlength: 4 },
  punchId: { required: true },
  direction: { required: true },
  happenedAt: { required: true },
} as const;
export const kioskPunchRequest = {
  card: { minlength: 1, maxlength: 200 },
  name: { minlength: 1, maxlength: 60 },
  phoneLastFour: { minlength: 4, maxlength: 4 },
  punchId: { required: true },
  direction: { required: true },
  deviceSentAt: {},
} as const;
export const leaveTeamRequest = { volunteerId: {} } as const;
export const manualPostingRequest = {
  id: { required: true },
  reason: { required: true },
  pointTenths: { required: true, min: 1, max: 10000000 },
  grounds: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const namedGuardianRequest = {
  name: { required: true, minlength: 1, maxlength: 40 },
  relation: { required: true, minlength: 1, maxlength: 20 },
  phone: { required: true, minlength: 1, maxlength: 30 },
} as const;
export const newPhoneRequest = { phone: { required: true, minlength: 1, maxlength: 30 } } as const;
export const newUserRequest = {
  phone: { minlength: 1, maxlength: 20 },
  idNumber: { minlength: 1, maxlength: 30 },
  volunteerNo: { minlength: 1, maxlength: 20 },
  hasNoVolunteer: {},
  username: { required: true, minlength: 3, maxlength: 64 },
  password: { minlength: 10, maxlength: 128 },
  displayName: { required: true, minlength: 1, maxlength: 40 },
  reason: { minlength: 2, maxlength: 200 },
} as const;
export const offlineBatchRequest = {
  deviceSentAt: { required: true },
  deviceId: { minlength: 16, maxlength: 64 },
} as const;
export const offlineLineRequest = {
  punchId: { required: true },
  volunteerId: { required: true },
  direction: { required: true },
  happenedAt: { required: true },
} as const;
export const openAccountRequest = {
  username: { required: true, minlength: 3, maxlength: 64 },
  reason: { required: true, minlength: 2, maxlength: 200 },
  evidence: { minlength: 2, maxlength: 200 },
} as const;
export const openSheetRequest = {
  photoId: { required: true },
  leaderSignature: { required: true, minlength: 2, maxlength: 40 },
  witnessSignature: { required: true, minlength: 2, maxlength: 40 },
} as const;
export const ownBatchRequest = {
  deviceSentAt: { required: true },
  deviceId: { minlength: 16, maxlength: 64 },
  volunteerId: {},
} as const;
export const ownLineRequest = {
  punchId: { required: true },
  shiftId: { required: true },
  direction: { required: true },
  code: { required: true, minlength: 1, maxlength: 40 },
  happenedAt: { required: true },
} as const;
export const ownPhoneChangeRequest = {
  password: { minlength: 1, maxlength: 128 },
  code: { minlength: 1, maxlength: 10 },
  newPhone: { required: true, minlength: 1, maxlength: 30 },
  newPhoneCode: { minlength: 1, maxlength: 10 },
} as const;
export const ownProfileRequest = {
  politicalStatus: {},
  occupation: { minlength: 1, maxlength: 40 },
  address: { minlength: 1, maxlength: 100 },
} as const;
export const ownStatusRequest = {
  password: { minlength: 1, maxlength: 128 },
  code: { minlength: 1, maxlength: 10 },
  decision: { required: true },
  reason: { minlength: 1, maxlength: 200 },
} as const;
export const ownTransferRequest = {
  toDivisionId: {},
  fromTeamId: {},
  toTeamId: {},
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const paperConsentRequest = {
  volunteerId: { required: true },
  reference: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const passwordChangeRequest = {
  password: { required: true, minlength: 1, maxlength: 128 },
  newPassword: { required: true, minlength: 10, maxlength: 128 },
} as const;
export const passwordRequest = { password: { required: true, minlength: 1, maxlength: 128 } } as const;
export const personRequest = {
  phone: { minlength: 1, maxlength: 20 },
  idNumber: { minlength: 1, maxlength: 30 },
  volunteerNo: { minlength: 1, maxlength: 20 },
  hasNoVolunteer: {},
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const phoneCodeRequest = { phone: { required: true, minlength: 1, maxlength: 20 } } as const;
export const phoneSignInRequest = {
  phone: { required: true, minlength: 1, maxlength: 20 },
  code: { required: true, minlength: 1, maxlength: 10 },
} as const;
export const positionRequest = {
  name: { required: true, minlength: 1, maxlength: 40 },
  duty: { required: true },
  capacity: { required: true, min: 1, max: 10000 },
  description: { minlength: 1, maxlength: 500 },
  isService: {},
} as const;
export const proofRequest = {
  password: { minlength: 1, maxlength: 128 },
  code: { minlength: 1, maxlength: 10 },
} as const;
export const proposeCheckOutRequest = { checkedOutAt: {}, reason: { minlength: 2, maxlength: 500 } } as const;
export const proposeMergeRequest = {
  mergedVolunteerId: { required: true },
  survivingVolunteerId: { required: true },
  reason: { required: true, minlength: 2, maxlength: 200 },
  consentChannel: { required: true },
  consentReference: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const publishPolicyRequest = {
  kind: { required: true },
  divisionId: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const punchPositionRequest = {
  longitude: { required: true, min: -180, max: 180 },
  latitude: { required: true, min: -90, max: 90 },
  accuracyMeters: { required: true, min: 0, max: 100000 },
  system: { required: true },
} as const;
export const raiseObjectionRequest = {
  grounds: { required: true, minlength: 2, maxlength: 500 },
  evidence: { minlength: 2, maxlength: 1000 },
} as const;
export const raiseOpeningObjectionRequest = {
  grounds: { required: true, minlength: 2, maxlength: 500 },
  evidence: { minlength: 2, maxlength: 1000 },
} as const;
export const recomputeRequest = {
  divisionId: { required: true },
  fromDay: { required: true },
  toDay: { required: true },
  policyVersion: { required: true, minlength: 1, maxlength: 40 },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const recordAssessmentRequest = {
  appointmentId: { required: true },
  assessedOn: { required: true },
  item: { required: true, minlength: 1, maxlength: 100 },
  scoreHundredths: { required: true, min: 0, max: 10000 },
  note: { minlength: 1, maxlength: 500 },
} as const;
export const recordDenialRequest = {
  channel: { required: true },
  statement: { required: true, minlength: 2, maxlength: 300 },
} as const;
export const recordPunchRequest = {
  punchId: { required: true },
  shiftId: { required: true },
  direction: { required: true },
  code: { required: true, minlength: 1, maxlength: 40 },
  deviceId: { minlength: 16, maxlength: 64 },
  deviceSentAt: {},
} as const;
export const recordVisitRequest = {
  result: { required: true },
  visitedOn: { required: true },
  note: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const refreshRequest = { refreshToken: { minlength: 1, maxlength: 200 } } as const;
export const removeDeputyRequest = { volunteerId: { required: true } } as const;
export const replyToCallRequest = { shiftId: { required: true }, isPresent: { required: true } } as const;
export const restIsHereRequest = { callId: { required: true }, direction: { required: true } } as const;
export const retireCategoryRequest = {
  divisionId: { required: true },
  reason: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const retryRequest = {} as const;
export const revealApprovalRequest = {
  field: { required: true },
  reason: { required: true, minlength: 4, maxlength: 200 },
} as const;
export const revealRequest = {
  field: { required: true },
  reason: { required: true, minlength: 4, maxlength: 200 },
} as const;
export const reverseOpeningRequest = { reason: { required: true, minlength: 2, maxlength: 500 } } as const;
export const reviewBatchRequest = { decision: { required: true }, reason: { minlength: 1, maxlength: 200 } } as const;
export const reviewImportRequest = {
  decision: { required: true },
  reason: { minlength: 1, maxlength: 200 },
  after: { minlength: 1, maxlength: 400 },
} as const;
export const reviewRequest = { decision: { required: true }, reason: { minlength: 1, maxlength: 200 } } as const;
export const roleWeightsRequest = { GRID_HEAD: {}, BUILDING_HEAD: {}, UNIT_HEAD: {} } as const;
export const rollCallLineRequest = {
  punchId: { required: true },
  volunteerId: { required: true },
  direction: { required: true },
} as const;
export const rollCallRequest = {} as const;
export const scanRequest = {
  ticket: { required: true, minlength: 1, maxlength: 200 },
  deviceSentAt: {},
  deviceId: { minlength: 16, maxlength: 64 },
  position: {},
} as const;
export const searchVolunteersRequest = {
  limit: { min: 1, max: 200 },
  after: { minlength: 1, maxlength: 400 },
  text: { required: true, minlength: 1, maxlength: 40 },
  divisionId: {},
} as const;
export const selfRegistrationRequest = {
  politicalStatus: {},
  divisionId: { required: true },
  name: { required: true, minlength: 1, maxlength: 40 },
  idNumber: { required: true, maxlength: 40 },
  phone: { minlength: 1, maxlength: 30 },
  occupation: { minlength: 1, maxlength: 40 },
  address: { minlength: 1, maxlength: 100 },
  emergencyContact: {},
  guardian: {},
  account: {},
} as const;
export const setDutyExceptionRequest = {
  day: { required: true },
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const setDutyPatternRequest = {
  validFrom: { required: true },
  followsCalendar: { required: true },
  source: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const sheetLineRequest = {
  volunteerId: { required: true },
  checkedInAt: { required: true },
  checkedOutAt: { required: true },
} as const;
export const shiftCapacityRequest = {
  position: { required: true, minlength: 1, maxlength: 40 },
  capacity: { required: true, min: 1, max: 10000 },
} as const;
export const shiftRequest = {
  startsAt: { required: true },
  endsAt: { required: true },
  repeatWeeklyUntil: {},
} as const;
export const signInRequest = {
  username: { required: true, minlength: 1, maxlength: 64 },
  password: { required: true, minlength: 1, maxlength: 128 },
  totpCode: { minlength: 1, maxlength: 20 },
} as const;
export const signUpRequest = {
  positionId: { required: true },
  volunteerId: {},
  acceptsWaitlist: {},
  confirmsLoad: {},
} as const;
export const singleGrantRequest = {
  role: { required: true },
  divisionId: { required: true },
  validFrom: {},
  validTo: {},
  reason: { minlength: 2, maxlength: 200 },
} as const;
export const slipRequest = { reason: { required: true, minlength: 2, maxlength: 200 } } as const;
export const spotCheckFindingRequest = {
  result: { required: true },
  note: { required: true, minlength: 2, maxlength: 500 },
} as const;
export const staffPunchRequest = {
  punchId: { required: true },
  volunteerId: { required: true },
  direction: { required: true },
  reason: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const staffRegistrationRequest = {
  politicalStatus: {},
  divisionId: { required: true },
  name: { required: true, minlength: 1, maxlength: 40 },
  idNumber: { required: true, maxlength: 40 },
  phone: { minlength: 1, maxlength: 30 },
  occupation: { minlength: 1, maxlength: 40 },
  address: { minlength: 1, maxlength: 100 },
  emergencyContact: {},
} as const;
export const suspensionRequest = { reason: { required: true, minlength: 2, maxlength: 200 } } as const;
export const totpCodeRequest = { code: { required: true, minlength: 1, maxlength: 20 } } as const;
export const totpRemovalRequest = {
  password: { required: true, minlength: 1, maxlength: 128 },
  code: { required: true, minlength: 1, maxlength: 20 },
} as const;
export const totpResetRequest = { reason: { required: true, minlength: 5, maxlength: 200 } } as const;
export const transferRequest = {
  toDivisionId: {},
  fromTeamId: {},
  toTeamId: {},
  reason: { required: true, minlength: 2, maxlength: 200 },
  consentChannel: { required: true },
  consentReference: { required: true, minlength: 2, maxlength: 200 },
} as const;
export const updateActivityRequest = {
  title: { minlength: 1, maxlength: 80 },
  description: { minlength: 1, maxlength: 4000 },
  participantNotes: { minlength: 1, maxlength: 500 },
  placeName: { minlength: 1, maxlength: 120 },
  evidenceMode: {},
} as const;
export const updateDivisionRequest = {
  name: { minlength: 1, maxlength: 60 },
  compoundName: { minlength: 1, maxlength: 60 },
  contactPhone: { minlength: 1, maxlength: 30 },
  sortOrder: { min: 0, max: 100000 },
  status: {},
  showsHonours: {},
  labels: {},
} as const;
export const updateTeamRequest = {
  name: { minlength: 1, maxlength: 40 },
  description: { minlength: 1, maxlength: 500 },
  partnerUnit: { minlength: 1, maxlength: 60 },
  leaderVolunteerId: {},
} as const;
export const updateVolunteerRequest = {
  politicalStatus: {},
  name: { minlength: 1, maxlength: 40 },
  occupation: { minlength: 1, maxlength: 40 },
  address: { minlength: 1, maxlength: 100 },
} as const;
export const voidAssessmentRequest = { reason: { required: true, minlength: 1, maxlength: 500 } } as const;
export const voidRecordRequest = { reason: { required: true, minlength: 2, maxlength: 500 } } as const;
export const walkInRequest = {
  punchId: { required: true },
  name: { required: true, minlength: 2, maxlength: 60 },
  phoneLastFour: { required: true, minlength: 4, maxlength: 4 },
} as const;
export const weeklySpanBody = {
  from: { required: true, minlength: 5, maxlength: 5 },
  until: { required: true, minlength: 5, maxlength: 5 },
  weekday: { required: true, min: 1, max: 7 },
} as const;
export const weightsRequest = {
  HOURS: { required: true, min: 0, max: 100 },
  POINTS: { required: true, min: 0, max: 100 },
  ASSESSMENT: { required: true, min: 0, max: 100 },
  VOTE: { required: true, min: 0, max: 100 },
  COMMITTEE: { required: true, min: 0, max: 100 },
} as const;
export const withdrawConsentRequest = { purpose: { required: true } } as const;
