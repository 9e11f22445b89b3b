/** Why an appointment ended. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [`update head_appointment set ended_reason = null where volunteer_id = $1`] as const;
