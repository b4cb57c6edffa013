import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, questions, table, ul } from '../rich-text'

export const ptceAndExcpt: PostContent = {
  slug: 'ptce-and-excpt-compared',
  title: 'PTCE and ExCPT: which pharmacy technician exam?',
  excerpt:
    'Two national exams, two bodies, one job. Virginia takes either. Here is how to choose without losing a week over it.',
  hero: 'badge',
  authors: ['dana-whitlock'],
  categories: ['exams', 'pharmacy'],
  relatedCourses: ['pharmacy-technician'],
  relatedPosts: ['sitting-an-nha-exam', 'pharmacy-technician-and-pharmacist'],
  publishedDaysAgo: 104,
  meta: {
    title: 'PTCE or ExCPT: which pharmacy exam to take',
    description:
      'PTCE and ExCPT side by side: who gives them, what we checked about each, what Virginia accepts, and how to choose.',
  },
  body: [
    p(
      'Every class asks this in week two: which one? The short answer is that Virginia takes both. The longer answer depends on where you will live and who might hire you.',
    ),
    h2('The two bodies'),
    p(
      'The [PTCE](certification:ptce) belongs to the Pharmacy Technician Certification Board, PTCB. The [ExCPT](certification:excpt) belongs to the National Healthcareer Association, NHA. Neither body is a state, and neither exam is a license.',
    ),
    table(
      ['What', 'PTCE', 'ExCPT'],
      ['Given by', 'PTCB', 'NHA'],
      ['Questions', '90, of which 80 are scored', 'See NHA’s page'],
      ['To pass', '1400 on a scale from 1000 to 1600', 'See NHA’s page'],
      ['Virginia', 'Accepted', 'Accepted'],
      ['Fee', 'See PTCB’s page', 'See NHA’s page'],
    ),
    p(
      'Where the table says “see”, we have not checked the number, so we do not print one. What we did check carries its date on the exam’s own page.',
    ),
    h2('What Virginia asks'),
    p(
      'Since July 1, 2022, a new technician needs two things. One is training accredited by ASHP/ACPE, or another route that the Board of Pharmacy lists. The other is a PTCB or an NHA exam.',
    ),
    p(
      'While you train, you register with the Board as a trainee. The Board sits at 9960 Mayland Drive in Henrico, and it answers questions. Ask it before you pay anyone, us included.',
    ),
    callout(
      'warning',
      'Check the training first',
      p(
        'An exam alone may not be enough. Ask any school which route its course counts under, and ask the Board whether that is so. This sample school holds no accreditation.',
      ),
    ),
    h2('How to choose'),
    h3('Where will you live?'),
    p(
      'States differ. If you plan to move, look up what that state accepts before you book. This is the one reason that beats all others.',
    ),
    h3('Who might hire you?'),
    p(
      'Read ten job ads in your town. Some name one exam, most say “certified.” If eight of ten name the same one, you have your answer.',
    ),
    h3('Which date suits you?'),
    p(
      'You know the most in the weeks right after class. The exam that you can sit then is better than the perfect one in four months.',
    ),
    h2('What both test'),
    ul(
      'Drug names, classes and look-alikes.',
      'Federal rules, above all for controlled drugs.',
      'Order entry, filling, and the errors that happen there.',
      'Arithmetic: doses, days of supply, concentrations.',
      'Patient safety, which is woven through all of it.',
    ),
    p(
      'So you prepare once. The arithmetic is where people lose the most points and gain them back the fastest. Do [flow rates by hand](post:iv-flow-rate-by-hand) until they bore you. Learn [how a DEA number is checked](post:dea-number-check-digit) while you are at it.',
    ),
    h2('About the scale'),
    p(
      'The PTCE runs from 1000 to 1600, and 1400 passes. That is not 1400 of 1600 points. A scaled score makes harder and easier versions of the exam comparable. You cannot turn it into “I may miss 20.”',
    ),
    p(
      'Ten of the 90 questions do not count. They are on trial, and they look like the others. Answer all 90.',
    ),
    h2('A plan for the last four weeks'),
    ol(
      'Week one: a full practice exam. Sort your mistakes into five piles.',
      'Week two: the two tallest piles, an hour a day.',
      'Week three: the top 200 drug names, both ways, and sums without a calculator.',
      'Week four: a second practice exam, then rest.',
    ),
    p('Book the date at the start of week one. A plan without a date is a wish.'),
    h2('And after?'),
    p(
      'Pass, and you apply to the Board to be registered as a technician. Keep your certificate current: both bodies ask you to go on learning, and they tell you how much.',
    ),
    p(
      'What passing feels like from the inside of the room is described in [sitting an NHA exam](post:sitting-an-nha-exam). The PTCE is not so different.',
    ),
    courseCard('pharmacy-technician'),
    questions('Questions about exams', 'exam-retake', 'which-exam', 'math'),
  ],
}
