import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, questions, table, ul } from '../rich-text'

export const nhaExam: PostContent = {
  slug: 'sitting-an-nha-exam',
  title: 'What sitting an NHA exam is like',
  excerpt:
    'How many items, how many minutes, what does not count, and what to do the night before. With the numbers for each exam.',
  hero: 'answer-sheet',
  authors: ['marcus-bell', 'joy-nakamura'],
  categories: ['exams'],
  relatedCourses: ['phlebotomy', 'clinical-medical-assistant', 'cardiac-monitoring'],
  relatedPosts: ['ptce-and-excpt-compared', 'phlebotomy-classes-henrico', 'working-while-studying-evenings'],
  publishedDaysAgo: 27,
  meta: {
    title: 'What sitting an NHA exam is like',
    description:
      'Items, minutes and trial questions of NHA’s exams, how to pace yourself, and what to do in the week before.',
  },
  body: [
    p(
      'Most of our courses lead to an exam of the National Healthcareer Association, NHA for short. They are built alike. Know one, and you know how the others feel.',
    ),
    h2('The numbers'),
    table(
      ['Exam', 'For', 'Items', 'Scored', 'Time'],
      ['CPT', 'Phlebotomy', '120', '100', '2 hours'],
      ['CET', 'Cardiac monitoring', '120', '100', '2 hours'],
      ['CBCS', 'Billing and coding', '125', '100', '3 hours'],
      ['CCMA', 'Clinical assisting', '180', '150', '3 hours'],
      ['CMAA', 'Front office', 'See NHA', '110', 'See NHA'],
    ),
    p(
      'We checked these facts on the date that stands on each exam’s own page: [CPT](certification:cpt), [CET](certification:cet), [CBCS](certification:cbcs), [CCMA](certification:ccma) and [CMAA](certification:cmaa). Fees change, so we print none. NHA’s site has today’s.',
    ),
    h2('Items that do not count'),
    p(
      'Look at the CPT: 120 items, 100 scored. The other 20 are on trial for later years. You cannot tell which they are, and neither can we. So answer every item as if it counted.',
    ),
    p(
      'If you meet a question on something you never heard of, it may be one of those. Pick an answer, mark it, go on. Do not let it eat ten minutes.',
    ),
    h2('How to spend the minutes'),
    p(
      'Divide before you start. On the CPT, 120 minutes for 120 items is one minute each. The CCMA is one minute each too, but for three hours. The CBCS gives you about 86 seconds.',
    ),
    ol(
      'First round: answer what you know. Mark what you do not.',
      'At half time, you should be past half of the items.',
      'Second round: the marked ones. Cross out what cannot be true.',
      'Last five minutes: no empty answer. A guess can be right, a blank cannot.',
    ),
    callout(
      'tip',
      'Change an answer only for a reason',
      p('“I misread it” is a reason. “It feels odd” is not.'),
    ),
    h2('What the CPT wants before you come'),
    p(
      '30 venipunctures and 10 capillary sticks, on live people. A rubber arm does not count. Your log has to show them before the exam.',
    ),
    p(
      'The score to pass is 390 on a scale that ends at 500. That is a scaled score, not a percentage, so do not try to work out how many items you may miss.',
    ),
    h2('The week before'),
    ul(
      'Seven days out: one full practice exam, with the clock running.',
      'Six to three days out: only the subjects that cost you points.',
      'Two days out: the second practice exam, at the hour of the real one.',
      'The day before: twenty minutes, then stop. Lay out your papers and eat.',
    ),
    h3('What goes in the bag'),
    p(
      'A government ID whose name matches your registration, letter for letter. If you married since, sort it out weeks before.',
    ),
    h2('In the room'),
    p(
      'It is quiet, it is cool, and somebody checks your pockets. Phones stay outside. You get a screen, a clock in the corner and something to write on. Ask before you start what you may do if you need a break.',
    ),
    p(
      'Your hands may shake. Read the first question twice, breathe out, and answer it. By question five it is just work.',
    ),
    h2('If you do not pass'),
    p(
      'It happens to people who later do this job very well. Read your result again the next day, not in the parking lot.',
    ),
    p(
      'You can sit the exam again under NHA’s rules. Our price covers the first try. A second one is at your cost, and we tell you that now, not later.',
    ),
    h2('What it does for you'),
    p(
      'It shows an employer that a national body tested you. It is not a license, and it promises no job. In Virginia you need no state certificate to draw blood, but an employer may still ask for a national one.',
    ),
    p(
      'For pharmacy there are two exams to choose from. That has its own post: [PTCE and ExCPT compared](post:ptce-and-excpt-compared).',
    ),
    courseCard('phlebotomy'),
    questions('Questions about exams', 'exam-retake', 'which-exam', 'job-promise'),
  ],
}
