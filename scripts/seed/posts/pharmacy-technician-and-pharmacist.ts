import type { PostContent } from '../content'
import { callout, callToAction, courseCard, h2, h3, p, questions, table, ul } from '../rich-text'

export const technicianAndPharmacist: PostContent = {
  slug: 'pharmacy-technician-and-pharmacist',
  title: 'What a pharmacy technician does, and what a pharmacist does',
  excerpt:
    'Two people in similar coats, two very different jobs. One prepares, the other answers for it. Here is where the line runs.',
  hero: 'mortar',
  authors: ['dana-whitlock'],
  reviewedBy: 'priya-raman',
  categories: ['pharmacy'],
  relatedCourses: ['pharmacy-technician'],
  relatedPosts: ['retail-pharmacy-externship', 'dea-number-check-digit', 'ptce-and-excpt-compared'],
  publishedDaysAgo: 20,
  meta: {
    title: 'Pharmacy technician or pharmacist: who does what',
    description:
      'The technician prepares, the pharmacist answers for it. Who does what in a pharmacy, and the questions that never are yours.',
  },
  body: [
    p(
      'You hand a prescription across the counter. Twenty minutes later you get a labeled vial. In between, at least two people touched it, and they did different things.',
    ),
    p(
      'If you think about the work, you should know the line between them. It decides what you learn, what you sign, and when you say “let me get the pharmacist.”',
    ),
    h2('The technician prepares'),
    p(
      'Most of the handwork is the technician’s. You take the prescription in, and you are the first face that a customer sees. You check that the name, the date of birth and the allergies are there.',
    ),
    h3('Prepare and dispense'),
    ul(
      '**Count** tablets, in fives, on a tray.',
      '**Measure** liquids at eye level.',
      '**Package** each drug in the right container, child-proof unless the patient asks otherwise.',
      '**Label** it, and read the label back against the prescription.',
    ),
    h3('Keep the shelves honest'),
    p(
      'You order stock, put it away and rotate it, so that the oldest is used first. You pull what has expired. You count controlled drugs, and you count them again when the numbers do not agree.',
    ),
    h3('Talk with people'),
    p(
      'You answer the phone, ring up the sale and sort out a rejected insurance claim. You hear worries all day. You listen, and you pass medical questions on.',
    ),
    h2('The pharmacist answers for it'),
    p(
      'The pharmacist is responsible for each dose that leaves the building. That is the heart of the job, and no one else may do it.',
    ),
    ul(
      'Checks for interactions with other drugs, and for allergies.',
      'Checks the dose against age, weight and illness.',
      'Counsels: what it is for, how to take it, what to watch for.',
      'Manages drug therapy with the prescriber, over months and years.',
      'Supervises the technicians and trains them.',
      'Keeps the pharmacy within the law, its budget and its quality checks.',
    ),
    h2('Side by side'),
    table(
      ['Task', 'Technician', 'Pharmacist'],
      ['Take in a prescription', 'Yes', 'Yes'],
      ['Enter it in the system', 'Yes', 'Yes'],
      ['Count, measure, label', 'Yes', 'Yes, when it is busy'],
      ['Check interactions and dose', 'No', 'Yes'],
      ['Final check before it leaves', 'No', 'Yes'],
      ['Say what a drug does', 'No', 'Yes'],
      ['Order and rotate stock', 'Yes', 'Answers for it'],
      ['Set the budget', 'No', 'Yes'],
    ),
    callout(
      'note',
      'The sentence that you will say most',
      p(
        '“Good question. The pharmacist can answer that, one moment.” It is not a dodge. It is the law, and it is what keeps patients safe.',
      ),
    ),
    h2('How you get to either job'),
    p('A pharmacist studies for years. A technician trains for months. Courses run from 12 to 36 weeks.'),
    p(
      'Virginia has its own rule. Since July 1, 2022, a new technician needs training accredited by ASHP/ACPE, or another route that the Board of Pharmacy lists. You also need a PTCB or NHA exam. While you learn you register with the Board as a trainee.',
    ),
    p(
      'The two exams are set side by side in [PTCE and ExCPT compared](post:ptce-and-excpt-compared). Each has its own page: [PTCE](certification:ptce) and [ExCPT](certification:excpt).',
    ),
    h2('A morning, seen from both sides'),
    p(
      'At nine a man hands in a prescription for a blood thinner. You enter it and the screen turns yellow: he takes something else that may not go with it. You do not click it away. You do not tell him to worry. You fetch the pharmacist.',
    ),
    p(
      'The pharmacist reads the list, calls the doctor, and changes the dose. You take the new order, count 30 tablets, and print the label. The pharmacist checks it and sits down with the man for five minutes.',
    ),
    p(
      'You did three things right: you saw it, you stopped, and you spoke up. That is the job on a good day.',
    ),
    h2('Which one are you?'),
    p(
      'You may like the technician’s work if you are quick, exact and kind at the same time. Plenty of people do it for a whole career. Others use it to find out whether they want to study on.',
    ),
    p(
      'The arithmetic is the part that people fear. Try it before you decide: [an IV flow rate by hand](post:iv-flow-rate-by-hand) takes five minutes and a pencil.',
    ),
    courseCard('pharmacy-technician'),
    questions('Questions people ask', 'no-background', 'math', 'job-promise'),
    callToAction(
      'See it from behind the counter',
      'Sit in on an evening class in Henrico. It is free and you sign nothing.',
      'How to get in',
      'page:admissions',
    ),
  ],
}
