import type { CertificationContent } from './content'
import { p } from './rich-text'

const nha = 'National Healthcareer Association (NHA)'

/** The facts are those that were checked with each body; fees change, so none is given. */
export const certifications: readonly CertificationContent[] = [
  {
    title: 'Pharmacy Technician Certification Exam',
    abbreviation: 'PTCE',
    slug: 'ptce',
    summary:
      'The exam of the Pharmacy Technician Certification Board for people who prepare and dispense medicines.',
    certifier: 'Pharmacy Technician Certification Board (PTCB)',
    certifierUrl: 'https://www.ptcb.org/',
    questions: 90,
    scoredQuestions: 80,
    passingScore: '1400 on a scale from 1000 to 1600',
    body: [
      p(
        'Eighty of the 90 questions count. The other ten are on trial, and you cannot tell which they are. Answer all of them.',
      ),
      p(
        'Not sure which pharmacy exam to sit? Read [PTCE and ExCPT compared](post:ptce-and-excpt-compared). The [pharmacy technician course](course:pharmacy-technician) prepares you for both.',
      ),
    ],
    meta: {
      title: 'PTCE: the pharmacy technician exam of PTCB',
      description:
        '90 questions, 80 of them scored, 1400 to pass on a scale from 1000 to 1600. With the date we checked each fact.',
    },
  },
  {
    title: 'Exam for the Certification of Pharmacy Technicians',
    abbreviation: 'ExCPT',
    slug: 'excpt',
    summary: 'NHA’s exam for pharmacy technicians. Virginia accepts it.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    requirements: 'Virginia accepts this exam for registration as a pharmacy technician.',
    body: [
      p(
        'Virginia asks for a PTCB or an NHA exam, so either opens the same door here. If you plan to move, look up what the other state accepts first.',
      ),
      p('Both are set side by side in [PTCE and ExCPT compared](post:ptce-and-excpt-compared).'),
    ],
    meta: {
      title: 'ExCPT: the pharmacy technician exam of NHA',
      description:
        'What the ExCPT is, who gives it, and that Virginia accepts it. With the date we checked each fact.',
    },
  },
  {
    title: 'Certified Phlebotomy Technician',
    abbreviation: 'CPT',
    slug: 'cpt',
    summary:
      'NHA’s exam for people who draw blood. You need 40 signed sticks on live people before you sit it.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    questions: 120,
    scoredQuestions: 100,
    minutes: 120,
    passingScore: '390 of 500',
    requirements: '30 venipunctures and 10 capillary sticks on live people, before the exam.',
    body: [
      p(
        'Two hours, 120 items, 100 of them scored. The 30 venipunctures and 10 capillary sticks come first, on live people. A training arm does not count.',
      ),
      p(
        'Here is [what sitting an NHA exam is like](post:sitting-an-nha-exam). The [phlebotomy course](course:phlebotomy) builds the sticks into your log.',
      ),
    ],
    meta: {
      title: 'CPT: Certified Phlebotomy Technician exam of NHA',
      description:
        '120 items, 100 scored, two hours, 390 of 500 to pass. First come 30 venipunctures and 10 capillary sticks.',
    },
  },
  {
    title: 'Certified Billing and Coding Specialist',
    abbreviation: 'CBCS',
    slug: 'cbcs',
    summary: 'NHA’s exam for billing and coding: claims, codes and the rules around them.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    questions: 125,
    scoredQuestions: 100,
    minutes: 180,
    body: [
      p(
        'Three hours, 125 items, 100 of them scored. That is about 86 seconds an item, so practice with a clock.',
      ),
      p(
        'The [billing and coding course](course:healthcare-billing-and-coding) leads here first. Many people sit the [CPC](certification:cpc) later, with work behind them.',
      ),
    ],
    meta: {
      title: 'CBCS: billing and coding exam of NHA',
      description:
        '125 items, 100 of them scored, three hours. What the CBCS covers and the date we checked each fact.',
    },
  },
  {
    title: 'Certified Professional Coder',
    abbreviation: 'CPC',
    slug: 'cpc',
    summary: 'The coding exam of AAPC: 100 questions in four hours.',
    certifier: 'AAPC',
    certifierUrl: 'https://www.aapc.com/',
    questions: 100,
    minutes: 240,
    body: [
      p(
        'Four hours for 100 questions is 2.4 minutes each. Most of that time goes into looking things up, so tab your code books early.',
      ),
      p(
        'The [billing and coding course](course:healthcare-billing-and-coding) covers the code sets that it asks about. Read [what billers and coders do all day](post:what-billers-and-coders-do) to see which exam fits the job you want.',
      ),
    ],
    meta: {
      title: 'CPC: Certified Professional Coder exam of AAPC',
      description:
        '100 questions in four hours. What the CPC is, who gives it, and the date we checked each fact.',
    },
  },
  {
    title: 'Certified EKG Technician',
    abbreviation: 'CET',
    slug: 'cet',
    summary: 'NHA’s exam for people who record and read heart rhythms.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    questions: 120,
    scoredQuestions: 100,
    minutes: 120,
    body: [
      p(
        'Two hours, 120 items, 100 of them scored. Strips take longer than words, so measure first and read the answers second.',
      ),
      p(
        'Practice with [the rate on an ECG strip](post:ecg-strip-heart-rate). The [cardiac monitoring course](course:cardiac-monitoring) ends with two full practice exams.',
      ),
    ],
    meta: {
      title: 'CET: Certified EKG Technician exam of NHA',
      description:
        '120 items, 100 of them scored, two hours. What the CET covers and the date we checked each fact.',
    },
  },
  {
    title: 'Certified Clinical Medical Assistant',
    abbreviation: 'CCMA',
    slug: 'ccma',
    summary: 'NHA’s exam for clinical medical assistants, the longest of its exams on this list.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    questions: 180,
    scoredQuestions: 150,
    minutes: 180,
    body: [
      p(
        'Three hours, 180 items, 150 of them scored. That is one item a minute, with no break in the sum. Eat first.',
      ),
      p(
        'The [clinical medical assistant course](course:clinical-medical-assistant) prepares you for it. One of its subjects, start to finish: [rooming a patient](post:rooming-a-patient).',
      ),
    ],
    meta: {
      title: 'CCMA: Certified Clinical Medical Assistant exam',
      description:
        '180 items, 150 of them scored, three hours. What the CCMA covers and the date we checked each fact.',
    },
  },
  {
    title: 'Certified Medical Administrative Assistant',
    abbreviation: 'CMAA',
    slug: 'cmaa',
    summary: 'NHA’s exam for the front office: schedule, records, insurance, and the law around them.',
    certifier: nha,
    certifierUrl: 'https://www.nhanow.com/',
    scoredQuestions: 110,
    body: [
      p(
        '110 items count toward your score. For the rest of the format, read NHA’s own page before you book.',
      ),
      p(
        'The [medical administrative assistant course](course:medical-administrative-assistant) prepares you for it. To see the job behind the exam, read about [a first week at the front desk](post:first-week-at-the-front-desk).',
      ),
    ],
    meta: {
      title: 'CMAA: Certified Medical Administrative Assistant',
      description:
        '110 scored items. What the CMAA exam of NHA covers, who gives it, and the date we checked each fact.',
    },
  },
]
