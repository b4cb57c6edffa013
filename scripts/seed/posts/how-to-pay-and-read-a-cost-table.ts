import type { PostContent } from '../content'
import { callout, callToAction, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const howToPay: PostContent = {
  slug: 'how-to-pay-and-read-a-cost-table',
  title: 'How to read a cost table, and how to pay for a short course',
  excerpt:
    'Two schools, two prices, and the cheaper one costs more. Five lines to ask for, and six places where the money can come from.',
  hero: 'receipt',
  authors: ['joy-nakamura'],
  categories: ['studying-and-paying'],
  relatedCourses: ['phlebotomy', 'pharmacy-technician', 'medical-administrative-assistant'],
  relatedPosts: ['working-while-studying-evenings', 'before-your-externship'],
  publishedDaysAgo: 55,
  meta: {
    title: 'Reading a cost table and paying for a short course',
    description:
      'Five lines to ask every school for, a worked comparison of two prices, and where the money for a short course can come from.',
  },
  body: [
    p(
      'A price on a poster is the start of a sentence. The rest of it is in the small print, or in an invoice that comes in week six. Here is how to read the whole sentence before you sign.',
    ),
    h2('Five lines to ask for'),
    ol(
      'Tuition: what the teaching costs.',
      'Fees: registration, technology, lab, graduation, whatever they are called.',
      'Things: books, scrubs, supplies, software.',
      'The exam: is the first try in the price?',
      'Other people’s bills: background check, drug screen, shots, CPR card.',
    ),
    p(
      'Ask each school for the same five, in writing. If a school cannot fill in a line, treat it as the most that you find elsewhere.',
    ),
    h2('Two schools, worked through'),
    p('These numbers are invented, to show the sum.'),
    table(
      ['Line', 'School one', 'School two'],
      ['Tuition', '$1,400', '$1,850'],
      ['Fees', '$275', '$100'],
      ['Books and scrubs', '$310', 'included'],
      ['Exam, first try', 'not included', 'included'],
      ['Checks, shots, CPR', '$270', '$270'],
      ['Sum so far', '$2,255 and the exam', '$2,220'],
    ),
    p(
      'The poster of school one says $1,400. It is $450 cheaper on paper and dearer in your pocket, and the exam still has to be paid.',
    ),
    picture('receipt'),
    h2('What “included” means'),
    p(
      'It means that you pay nothing extra for it. It does not mean free, since you paid it in the price. That is fine, as long as you can see it.',
    ),
    p('“First try included” means one try. Ask what a second one costs, and whom you pay.'),
    h2('The bill that is not on any table'),
    p(
      'It is the income that you lose. Four weeks of daytime externship at 40 hours are 160 hours. Multiply by what you earn in an hour. For many people this is the largest number of all.',
    ),
    ul(
      'Ask your manager for unpaid leave in writing, early.',
      'Save it in the months before, a little each week.',
      'Ask whether the externship can be spread. The answer is often no.',
    ),
    callout(
      'warning',
      'Before you borrow',
      p(
        'Work out what you owe each month if you do not find work in the field at once. No school can promise you a job, and no loan waits for one.',
      ),
    ),
    h2('Where the money can come from'),
    h3('A payment plan'),
    p(
      'A deposit and some equal payments, straight to the school. Ask for the interest, the fee and what happens when you miss one. On a plan without interest, the parts add up to the price exactly. Do that sum.',
    ),
    h3('Your employer'),
    p(
      'Hospitals, pharmacies and nursing homes sometimes pay for a course if you stay for a while. Read how long a while is.',
    ),
    h3('A workforce office'),
    p(
      'Public job centers can have training money for some people and some courses. They decide on both, so ask them first and the school second.',
    ),
    h3('Savings, family, side work'),
    p('Slow, but it costs nothing. Each part can come from the pay of that month.'),
    h3('A card'),
    p('Last, and only for a small part. Interest on a card can add a lot to the price.'),
    h2('If you leave'),
    p(
      'Ask for the refund rule before you pay, and ask for it in numbers. “In the first three days, all of it. After that, you pay for the weeks you came.” A rule that you cannot repeat is not a rule.',
    ),
    p('Check which lines are never refunded. Registration is often one.'),
    h2('Ten minutes that save a thousand dollars'),
    p(
      'Take a sheet of paper and draw the five lines. Call each school and fill them in. Add the weeks without income. Then look at the sums, and only then at the posters.',
    ),
    p(
      'Our own five lines are on each course page, and together on [tuition and costs](page:tuition). The prices on this sample site are demonstration values, but the table is how it should look.',
    ),
    questions('Questions about money', 'all-in', 'financial-aid', 'refund', 'exam-retake'),
    callToAction(
      'Go through it with someone',
      'Joy reads the table with you, line by line, on the phone. This is a sample number.',
      'Call 804-555-0142',
      'tel:+18045550142',
    ),
  ],
}
