/**
 * Files that prove records of the person alone are deleted, after the commit and by a job. A sheet or a photo that others
 * stand on stays: it proves their minutes.
 */
export const personTraces = [
  `insert into outbox (job, payload)
   select 'attachments.forget', jsonb_build_object('attachmentId', l.attachment_id)
   from (select distinct l.attachment_id from attachment_link l
         join service_record r on l.subject_kind = 'SERVICE_RECORD' and r.id = l.subject_id
         where r.volunteer_id = $1) l`,
] as const;
