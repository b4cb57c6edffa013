import type { PersonContent } from './content'

/** Invented people; each is stored as a sample. */
export const people: readonly PersonContent[] = [
  {
    name: 'Dana Whitlock',
    slug: 'dana-whitlock',
    roles: ['author', 'instructor'],
    credentials: 'CPhT',
    jobTitle: 'Pharmacy technician instructor',
    bio: 'Sample profile. Dana spent 14 years behind the counter of community and hospital pharmacies. She teaches the arithmetic by hand first, because the computer is down on the day you need it.',
    meta: {
      title: 'Dana Whitlock, CPhT, pharmacy technician instructor',
      description:
        'Sample profile of Dana Whitlock, who teaches the pharmacy technician course and writes about it.',
    },
  },
  {
    name: 'Priya Raman',
    slug: 'priya-raman',
    roles: ['reviewer'],
    credentials: 'PharmD',
    jobTitle: 'Clinical reviewer, pharmacy',
    bio: 'Sample profile. Priya reads every post about drugs and doses before it goes out. If a sum is wrong, she finds it.',
    meta: {
      title: 'Priya Raman, PharmD, clinical reviewer',
      description:
        'Sample profile of Priya Raman, the pharmacist who reviews what we publish about drugs and doses.',
    },
  },
  {
    name: 'Marcus Bell',
    slug: 'marcus-bell',
    roles: ['author', 'instructor'],
    credentials: 'CPT',
    jobTitle: 'Phlebotomy instructor',
    bio: 'Sample profile. Marcus drew blood on a hospital’s night team for 11 years. He says that the label matters more than the needle, and says it often.',
    meta: {
      title: 'Marcus Bell, CPT, phlebotomy instructor',
      description:
        'Sample profile of Marcus Bell, who teaches the phlebotomy classes in Henrico and writes about them.',
    },
  },
  {
    name: 'Elena Ortiz',
    slug: 'elena-ortiz',
    roles: ['author', 'instructor', 'reviewer'],
    credentials: 'RN',
    jobTitle: 'Clinical lead',
    bio: 'Sample profile. Elena is a nurse with 22 years in urgent care and cardiology. She leads the clinical and the cardiac course, and reviews posts about patient care.',
    meta: {
      title: 'Elena Ortiz, RN, clinical lead',
      description: 'Sample profile of Elena Ortiz, the nurse who leads the clinical and the cardiac course.',
    },
  },
  {
    name: 'Tom Akers',
    slug: 'tom-akers',
    roles: ['author', 'instructor'],
    credentials: 'CPC',
    jobTitle: 'Billing and coding instructor',
    bio: 'Sample profile. Tom coded for a surgical group, then spent six years fixing other people’s denials. He likes a good appeal letter more than most novels.',
    meta: {
      title: 'Tom Akers, CPC, billing and coding instructor',
      description:
        'Sample profile of Tom Akers, who teaches healthcare billing and coding and writes about the work.',
    },
  },
  {
    name: 'Renee Hollis',
    slug: 'renee-hollis',
    roles: ['author', 'instructor'],
    credentials: 'CMAA',
    jobTitle: 'Front office instructor',
    bio: 'Sample profile. Renee ran the front desk of a practice with nine doctors and one phone line. She now teaches what she wishes somebody had told her.',
    meta: {
      title: 'Renee Hollis, CMAA, front office instructor',
      description: 'Sample profile of Renee Hollis, who teaches the medical administrative assistant course.',
    },
  },
  {
    name: 'Joy Nakamura',
    slug: 'joy-nakamura',
    roles: ['author', 'staff'],
    jobTitle: 'Student adviser',
    bio: 'Sample profile. Joy answers the phone. She goes through hours, bills and bus lines with you before you sign anything, and tells you when a course is not for you.',
    meta: {
      title: 'Joy Nakamura, who advises our students',
      description:
        'Sample profile of Joy Nakamura, who answers the phone and writes about paying and planning.',
    },
  },
]
