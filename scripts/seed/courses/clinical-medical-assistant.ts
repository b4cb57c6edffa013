import type { CourseContent } from '../content'
import { p } from '../rich-text'

export const clinicalMedicalAssistant: CourseContent = {
  title: 'Clinical Medical Assistant',
  slug: 'clinical-medical-assistant',
  code: 'CMA',
  family: 'clinical',
  scrubColor: 'hunter',
  summary:
    'Room the patient, take the numbers, set up the procedure. Lessons online, then 160 hours in a practice near you.',
  picture: 'blood-pressure-cuff',
  audience:
    'You can greet a worried person and read a cuff in the same minute. You want to work with patients and do not want four years of school first.',
  hardPart:
    'You learn the steps online, but hands learn by doing. The 160 hours in a practice are daytime, unpaid, and the part that counts most.',
  overview: [
    p(
      'A clinical assistant is the first and the last person a patient sees in the back office. You take the history, the pulse, the pressure. You set out the tray, and you know what is missing.',
    ),
    p(
      'Two evenings a week you meet live on screen. Between them you work through simulations: a child who will not hold still, a pressure that makes no sense. You may fail them as often as you like.',
    ),
    p('One task, start to finish: [rooming a patient](post:rooming-a-patient).'),
  ],
  outcomes: [
    { text: 'Take and record vital signs, and know which ones to repeat.' },
    { text: 'Room a patient and write down the reason for the visit in the patient’s words.' },
    { text: 'Set up for exams and minor procedures with clean technique.' },
    { text: 'Run an ECG, a urine test and a finger stick under supervision.' },
    { text: 'Know what a medical assistant may not do, and say so.' },
  ],
  durationWeeks: 20,
  hoursPerWeek: 12,
  clockHours: 352,
  hoursNote:
    'Online lessons take 12 hours a week for 16 weeks. The externship takes 40 hours a week for 4 weeks.',
  delivery: 'online',
  modules: [
    {
      title: 'The practice and the law',
      weeks: '1–2',
      topics: 'Roles, scope, consent, privacy, and who answers for what.',
      classHours: 24,
    },
    {
      title: 'The body in words',
      weeks: '3–5',
      topics: 'Systems, roots and endings, common conditions.',
      classHours: 36,
    },
    {
      title: 'Vital signs and rooming',
      weeks: '6–8',
      topics: 'Pulse, pressure, temperature, history, and the questions in between.',
      classHours: 36,
    },
    {
      title: 'Infection control and procedures',
      weeks: '9–11',
      topics: 'Clean and sterile, trays, dressings, instruments.',
      classHours: 36,
    },
    {
      title: 'Tests at the point of care',
      weeks: '12–14',
      topics: 'ECG, urine, glucose, and labels that match the patient.',
      classHours: 36,
    },
    {
      title: 'Medicines, emergencies and exam review',
      weeks: '15–16',
      topics: 'Doses, allergies, the crash cart, two practice exams.',
      classHours: 24,
    },
    {
      title: 'Externship',
      weeks: '17–20',
      topics: 'In a family practice or an urgent care, under a nurse or a physician.',
      siteHours: 160,
    },
  ],
  prerequisites: {
    minimumAge: 18,
    education: 'A high school diploma or a GED.',
    others: [{ text: 'A computer with a camera, for the live evenings.' }],
  },
  certifications: ['ccma'],
  externship: 'family-practice',
  costs: [
    { label: 'Tuition, 192 hours online', cents: 265000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Online lessons and simulations', cents: 0, paidTo: 'school', included: true },
    { label: 'Cuff, stethoscope and two sets of hunter scrubs', cents: 0, paidTo: 'school', included: true },
    { label: 'CCMA exam, first try', cents: 0, paidTo: 'school', included: true },
    {
      label: 'Background check and drug screen',
      cents: 9500,
      paidTo: 'third-party',
      payee: 'The screening company',
    },
    {
      label: 'TB test and shots, if you need them all',
      cents: 15000,
      paidTo: 'third-party',
      payee: 'A clinic of your choice',
    },
    { label: 'CPR card', cents: 6500, paidTo: 'third-party', payee: 'The CPR trainer' },
  ],
  paymentPlan: {
    deposit: 75000,
    installments: 5,
    installment: 40000,
    fee: 0,
    note: 'One payment every three weeks from the first class. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you attended. Sample terms.',
  occupationCode: '31-9092',
  careerFacts: [],
  approvals: [],
  stateNotes: [{ state: 'VA', note: 'The CCMA is a national, private exam. It is not a state license.' }],
  faqs: ['hands-on-online', 'live-evenings', 'background-check', 'day-job', 'job-promise'],
  meta: {
    title: 'Clinical Medical Assistant course, online',
    description:
      '20 weeks, 352 hours: lessons online, then 160 hours in a practice. See the modules, every cost and the CCMA exam.',
  },
}
