import { addDays, formatDay } from '../days'
import { type CheckRule, type Finding, findingOf } from './finding'
import { dayOf, type FormValues, idIn, rowsIn, textIn } from './form-values'

/** How many days before it expires an editor is reminded of an approval, an agreement or a consent. */
export const expirySoonDays = 60

/** Finds what has expired, or expires soon. Days as `2027-01-11`; the messages get the day in words. */
function checkExpiry(
  { until, field }: { until?: string; field: string },
  today: string,
  [expired, whenExpired]: [CheckRule, (until: string) => string],
  [expiring, whenExpiring]: [CheckRule, (until: string) => string],
): Finding[] {
  if (!until || until > addDays(today, expirySoonDays)) return []
  return until < today
    ? [findingOf(expired, field, whenExpired(formatDay(until)))]
    : [findingOf(expiring, field, whenExpiring(formatDay(until)))]
}

/**
 * The consent of the person whose words a testimonial quotes. What is invented is marked as a sample, and needs none. Nothing
 * live is taken down: a person has to decide that.
 */
export function checkConsent(testimonial: FormValues, today: string): Finding[] {
  if (testimonial.isSample === true) return []
  const missing = (field: string, message: string) => [findingOf('missing-consent', field, message)]
  if (testimonial.consent !== true) {
    return missing(
      'consent',
      'No consent of the person who said this is recorded, so it cannot go live. Tick “The person agreed” once you have it in writing, or mark an invented quote as a sample.',
    )
  }
  if (!dayOf(testimonial.consentOn)) {
    return missing('consentOn', 'Say on which day the person agreed to be quoted.')
  }
  if (!idIn(testimonial.consentFile) && !textIn(testimonial.consentNote)) {
    return missing(
      'consentNote',
      'Nothing shows that the person agreed. Add the file with the consent, or note how it was given and where it is filed.',
    )
  }
  return checkExpiry(
    { until: dayOf(testimonial.confirmedUntil), field: 'confirmedUntil' },
    today,
    [
      'expired-consent',
      (until) =>
        `The person agreed to be quoted until ${until}, and that day has passed. Ask them again and enter the new day, or unpublish this.`,
    ],
    [
      'expiring-consent',
      (until) =>
        `The person agreed to be quoted until ${until}. Ask them again before then, and enter the new day.`,
    ],
  )
}

/** The agreement that allows the site to show a partner's name. */
export function checkAgreement(partner: FormValues, today: string): Finding[] {
  if (partner.mayUseName !== true || partner.agreementStatus !== 'signed' || !textIn(partner.name)) return []
  return checkExpiry(
    { until: dayOf(partner.agreementExpires), field: 'agreementExpires' },
    today,
    [
      'partner-name',
      (until) =>
        `The agreement that allows the site to show this name expired on ${until}. Renew it and enter the new day, or untick “We may use the name”.`,
    ],
    [
      'expiring-agreement',
      (until) =>
        `The agreement that allows the site to show this name expires on ${until}. Renew it before then, and enter the new day.`,
    ],
  )
}

/** Whether visitors may read the name of a partner. */
export const mayNamePartner = (partner: FormValues, today: string): boolean =>
  partner.mayUseName === true &&
  partner.agreementStatus === 'signed' &&
  (dayOf(partner.agreementExpires) ?? today) >= today

/** What others have granted to a course or to the school: the rows of `approvals`. */
export const checkApprovals = (rows: unknown, today: string): Finding[] =>
  rowsIn(rows).flatMap((approval, index) => {
    if (approval.status === 'none') return []
    const name = `${textIn(approval.what) ?? 'The approval'} by “${textIn(approval.body) ?? index + 1}”`
    const isProven = Boolean(idIn(approval.evidence) || textIn(approval.reference))
    const unproven = findingOf(
      'missing-evidence',
      `approvals.${index}.evidence`,
      `${name} has no evidence. Add the letter or the certificate, or its number.`,
    )
    return [
      ...(approval.status === 'approved' && !isProven ? [unproven] : []),
      ...checkExpiry(
        { until: dayOf(approval.expires), field: `approvals.${index}.expires` },
        today,
        [
          'expired-approval',
          (until) =>
            `${name} expired on ${until}, so nothing on the site may mention it. Enter the new day once it is renewed, or set it to “None”.`,
        ],
        [
          'expiring-approval',
          (until) => `${name} expires on ${until}. Renew it before then, and enter the new day.`,
        ],
      ),
    ]
  })
