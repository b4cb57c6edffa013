import type { ExternshipContent } from './content'
import { p } from './rich-text'

/** Kinds of places, not agreements: none is signed, so none may be named. */
export const partners = [
  {
    key: 'community-pharmacy-site',
    name: 'Sample community pharmacy',
    description: 'A community pharmacy in the Richmond area',
    agreementStatus: 'none',
    mayUseName: false,
  },
  {
    key: 'outpatient-lab-site',
    name: 'Sample outpatient laboratory',
    description: 'An outpatient laboratory in the Richmond area',
    agreementStatus: 'none',
    mayUseName: false,
  },
  {
    key: 'family-practice-site',
    name: 'Sample family practice',
    description: 'A family practice in Henrico or Chesterfield',
    agreementStatus: 'none',
    mayUseName: false,
  },
] as const

const eligibility = [
  { text: 'An average of 70 percent or more.' },
  { text: 'A clear background check and drug screen.' },
  { text: 'The immunizations that the site asks for.' },
  { text: 'A CPR card that is valid through your last day.' },
]

const disclaimer =
  'An externship is part of your training, not a job offer. Sites change, and the school names one only when it has agreed in writing.'

export const externships: readonly ExternshipContent[] = [
  {
    title: 'Pharmacy technician externship',
    slug: 'community-pharmacy',
    summary:
      '160 hours behind the counter of a pharmacy, from the first prescription of the day to the last.',
    partner: 'community-pharmacy-site',
    courses: ['pharmacy-technician'],
    setting: 'Community and hospital pharmacies',
    area: 'Henrico, Richmond and Chesterfield',
    hours: 160,
    paid: false,
    dutiesAllowed: [
      { text: 'Enter prescriptions under your preceptor’s eye.' },
      { text: 'Count, measure, package and label for the pharmacist’s check.' },
      { text: 'Put stock away, rotate it and pull what has expired.' },
      { text: 'Greet people at the window and take their details.' },
    ],
    dutiesNotAllowed: [
      { text: 'Give advice about a drug, a dose or a side effect.' },
      { text: 'Hand out anything that a pharmacist has not checked.' },
      { text: 'Take a new prescription over the phone.' },
    ],
    eligibility: [...eligibility, { text: 'Trainee registration with the Virginia Board of Pharmacy.' }],
    studentCosts: [
      { label: 'Background check and drug screen', cents: 9500, note: 'Sample amount.' },
      { label: 'Immunizations, if you need them all', cents: 13500, note: 'Sample amount.' },
      { label: 'CPR card', cents: 6500, note: 'Sample amount.' },
    ],
    signedOffBy: 'The pharmacist in charge',
    body: [
      p(
        'You work 40 hours a week for four weeks, on the pharmacy’s schedule. The first days you watch. By the second week you have a station, and by the third people stop asking whether you are new.',
      ),
      p(
        'Your preceptor signs your hours each Friday. If something goes wrong, you call us that day, not at the end.',
      ),
      p(
        'Read what such a month adds to a résumé: [an externship at a large pharmacy chain](post:retail-pharmacy-externship).',
      ),
    ],
    disclaimer,
    meta: {
      title: 'Pharmacy technician externship: 160 hours',
      description:
        'What you do in 160 hours at a pharmacy, what you may not do, what you need first, and what it costs you.',
    },
  },
  {
    title: 'Phlebotomy externship',
    slug: 'outpatient-lab',
    summary:
      '140 hours beside a phlebotomist, until your log shows 30 venipunctures and 10 capillary sticks.',
    partner: 'outpatient-lab-site',
    courses: ['phlebotomy'],
    setting: 'Hospital draw teams and outpatient laboratories',
    area: 'Henrico, Richmond and Chesterfield',
    hours: 140,
    paid: false,
    dutiesAllowed: [
      { text: 'Identify the patient by two identifiers.' },
      { text: 'Draw blood with your preceptor beside you.' },
      { text: 'Label at the chair, spin, sort and send.' },
    ],
    dutiesNotAllowed: [
      { text: 'Draw without your preceptor in the room.' },
      { text: 'Try a third time on the same patient.' },
      { text: 'Tell a patient what a result means.' },
    ],
    eligibility,
    studentCosts: [
      { label: 'Background check and drug screen', cents: 8500, note: 'Sample amount.' },
      { label: 'TB test and shots, if you need them all', cents: 12000, note: 'Sample amount.' },
      { label: 'CPR card', cents: 6500, note: 'Sample amount.' },
    ],
    signedOffBy: 'The lead phlebotomist',
    body: [
      p(
        'Draw teams start early, so you start early. Expect to be there at six in the morning on some days, and to stand for most of it.',
      ),
      p(
        'Your log needs 30 good venipunctures and 10 good capillary sticks on live people. The lead phlebotomist signs each one. If your site runs slow, we move you.',
      ),
      p(
        'Sort out [the checks and the shots](post:before-your-externship) by week six. They take longer than you think.',
      ),
    ],
    disclaimer,
    meta: {
      title: 'Phlebotomy externship: 140 hours on site',
      description:
        'What you do in 140 hours on a draw team, what you may not do, what you need first, and what it costs you.',
    },
  },
  {
    title: 'Clinical medical assistant externship',
    slug: 'family-practice',
    summary:
      '160 hours in a practice: rooming, vital signs, trays and tests, with a nurse or a physician in charge.',
    partner: 'family-practice-site',
    courses: ['clinical-medical-assistant'],
    setting: 'Family practices and urgent care',
    area: 'Henrico, Richmond and Chesterfield, or near you if you study from elsewhere',
    hours: 160,
    paid: false,
    dutiesAllowed: [
      { text: 'Room patients, take vital signs and record them.' },
      { text: 'Set up and clear the tray for exams and small procedures.' },
      { text: 'Run point-of-care tests under supervision.' },
    ],
    dutiesNotAllowed: [
      { text: 'Judge how sick a caller is.' },
      { text: 'Give advice or explain a result.' },
      { text: 'Do anything for which no one has signed you off.' },
    ],
    eligibility,
    studentCosts: [
      { label: 'Background check and drug screen', cents: 9500, note: 'Sample amount.' },
      { label: 'TB test and shots, if you need them all', cents: 15000, note: 'Sample amount.' },
      { label: 'CPR card', cents: 6500, note: 'Sample amount.' },
    ],
    signedOffBy: 'A nurse or a physician',
    body: [
      p(
        'A practice sees four patients an hour, and you are in the middle of it. You follow one assistant for three days. Then you room every third patient, then every second.',
      ),
      p(
        'What your preceptor signs is a list of skills, each done three times without help. Bring the list every day. Nobody will chase you for it.',
      ),
      p('Practice the first one at home: [rooming a patient](post:rooming-a-patient).'),
    ],
    disclaimer,
    meta: {
      title: 'Clinical medical assistant externship: 160 hours',
      description:
        'What you do in 160 hours in a practice, what you may not do, what you need first, and what it costs you.',
    },
  },
]
