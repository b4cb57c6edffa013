import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const billersAndCoders: PostContent = {
  slug: 'what-billers-and-coders-do',
  title: 'What billers and coders do all day',
  excerpt:
    'A visit becomes a note, a note becomes codes, codes become a claim, and a claim becomes money or a letter that says no.',
  hero: 'claim-form',
  authors: ['tom-akers'],
  categories: ['billing-and-office'],
  relatedCourses: ['healthcare-billing-and-coding'],
  relatedPosts: ['first-week-at-the-front-desk', 'games-and-simulations'],
  publishedDaysAgo: 41,
  meta: {
    title: 'What medical billers and coders do all day',
    description:
      'From a doctor’s note to a paid claim: the code sets, a denied claim worked through, and a day hour by hour.',
  },
  body: [
    p(
      'You see a doctor for ten minutes. Then people whom you never meet work for a half hour so that she gets paid. Two of them are the coder and the biller. In a small office they are one person.',
    ),
    h2('The path of one visit'),
    ol(
      'The doctor writes a note: what was wrong, what she did.',
      'The coder turns the note into codes.',
      'The biller puts the codes on a claim and sends it.',
      'The insurer pays, pays less, or says no.',
      'The biller posts the money, or finds out why not.',
      'What is left goes to the patient as a bill.',
    ),
    p('Each step in that chain can break. Most of the work is finding out which one did.'),
    h2('Three code sets'),
    table(
      ['Code set', 'Says', 'Used for'],
      ['ICD-10-CM', 'Why the patient came', 'Diagnoses'],
      ['CPT', 'What was done', 'Visits, tests, procedures'],
      ['HCPCS', 'What was used or supplied', 'Drugs, equipment, ambulance'],
    ),
    p(
      'The codes must fit each other. An X-ray of the wrist does not go with a diagnosis of the ear. The insurer’s computer checks that within a second, and so do you, before it can.',
    ),
    p(
      'Do not mix up two things called CPT. In billing it is a code set. In phlebotomy it is [an exam](certification:cpt).',
    ),
    h2('A coder’s rule'),
    p(
      'If it is not in the note, it did not happen. You may be sure that the doctor looked at the other ear. If she did not write it, you do not code it. You ask her, and she decides whether to add it.',
    ),
    p(
      'That is not fussiness. A code for something that was not done is a false claim, even when nobody meant harm.',
    ),
    h2('A day, hour by hour'),
    table(
      ['Time', 'What you do'],
      ['8:00', 'Read what came back overnight: paid, part paid, denied'],
      ['9:00', 'Code yesterday’s visits, the simple ones first'],
      ['11:00', 'Two questions to doctors, written so that they can answer yes or no'],
      ['12:00', 'Lunch, away from the screen'],
      ['12:30', 'Claims: check, fix, send'],
      ['2:00', 'Denials: the part of the job that pays for you'],
      ['4:00', 'A patient calls about a bill. You explain it in words with no codes'],
    ),
    picture('claim-form'),
    h2('A denial, worked through'),
    p('The letter says: “Not covered for this diagnosis.” A beginner sends it again. It comes back again.'),
    h3('Read the reason'),
    p(
      'Each denial carries a reason code. You look it up. This one means that the diagnosis does not support the test.',
    ),
    h3('Read the note'),
    p(
      'The patient came for a check-up, and that is what was coded. But further down the doctor wrote “chest pain for two days.” That is why she ordered the test. It was in the note, and it was not on the claim.',
    ),
    h3('Fix what is wrong, and only that'),
    p(
      'You correct the diagnosis, send a corrected claim, and keep the note ready. If they still say no, you appeal. A good appeal is one page: the reason they gave, the line in the note, the rule that applies.',
    ),
    callout(
      'tip',
      'Keep a list',
      p(
        'Write down each denial, its cause and what fixed it. After three months the list has ten lines that explain most of your week.',
      ),
    ),
    h2('What you need to be like'),
    ul(
      'You can read the same page three times without getting angry.',
      'You would rather look it up than guess.',
      'You keep quiet. You learn things about your neighbors, and you tell no one.',
      'You can stand being right politely.',
    ),
    h2('Which exam fits?'),
    p(
      'The [CBCS](certification:cbcs) of NHA covers both billing and coding: 125 items, of which 100 are scored, in three hours. The [CPC](certification:cpc) of AAPC is about coding: 100 questions in four hours. Many people sit the first after class and the second after some time at work.',
    ),
    p(
      'Courses start at about four months. Ours takes 18 weeks at 12 hours a week, online. The hard part is not the codes. It is opening the book on a Tuesday night when nobody makes you.',
    ),
    p(
      'If you would rather talk with patients than read about them, look at [the front desk](post:first-week-at-the-front-desk) instead.',
    ),
    courseCard('healthcare-billing-and-coding'),
    questions('Questions people ask', 'own-time', 'equipment', 'real-patients'),
  ],
}
