import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const ecgStrip: PostContent = {
  slug: 'ecg-strip-heart-rate',
  title: 'Three ways to read the heart rate on an ECG strip',
  excerpt:
    'Count small boxes, count large boxes, or count beats in six seconds. Each way has its place, and each has its trap.',
  hero: 'ecg-strip',
  authors: ['joy-nakamura'],
  reviewedBy: 'elena-ortiz',
  categories: ['clinical-skills'],
  relatedCourses: ['cardiac-monitoring', 'clinical-medical-assistant'],
  relatedPosts: ['rooming-a-patient', 'games-and-simulations'],
  publishedDaysAgo: 76,
  meta: {
    title: 'Heart rate on an ECG strip: three ways',
    description:
      'Read a heart rate from an ECG strip with small boxes, large boxes or six seconds, with worked numbers and the traps of each.',
  },
  body: [
    p(
      'A strip is a drawing of time. Once you know how fast the paper moves, you can measure a heart with a ruler. You need no machine to tell you the rate, and sometimes the machine is wrong.',
    ),
    h2('First, the paper'),
    p(
      'At the usual speed the paper moves 25 millimeters a second. One small box is one millimeter, so it lasts 0.04 seconds. Five small boxes make one large box, which lasts 0.2 seconds.',
    ),
    table(
      ['On paper', 'In time', 'How many in a minute'],
      ['1 small box', '0.04 seconds', '1500'],
      ['1 large box', '0.2 seconds', '300'],
      ['30 large boxes', '6 seconds', '10'],
    ),
    p(
      'All three ways below come from that table. If the speed is not 25 millimeters a second, none of them holds. The speed is printed at the edge, so look there first.',
    ),
    h2('Way one: small boxes'),
    p('Find two R waves, the tall spikes. Count the small boxes between them. Divide 1500 by that number.'),
    p('Say there are 20 small boxes. 1500 ÷ 20 = 75 beats a minute. With 15 it is 100. With 25 it is 60.'),
    p('This is the exact way. Use it when the rhythm is regular and somebody wants a number, not a guess.'),
    h2('Way two: large boxes'),
    p(
      'Count the large boxes between two R waves and divide 300 by them. Four boxes make 75. Five make 60. Three make 100.',
    ),
    p('It is quicker and rougher. You can do it from across the bed. Many people learn the row by heart:'),
    table(
      ['Large boxes', 'Beats a minute'],
      ['1', '300'],
      ['2', '150'],
      ['3', '100'],
      ['4', '75'],
      ['5', '60'],
      ['6', '50'],
    ),
    picture('ecg-strip'),
    p('Look at the strip. The bracket spans four large boxes. That heart beats 75 times a minute.'),
    h2('Way three: six seconds'),
    p('Mark 30 large boxes. Count the R waves in them. Multiply by ten.'),
    p(
      'Eight R waves in six seconds make 80. It is the only one of the three that works when the rhythm is irregular, because it takes an average. When beats come in no order at all, a single gap tells you nothing.',
    ),
    callout(
      'tip',
      'Which way, when',
      ul(
        'Regular, and you have time: small boxes.',
        'Regular, and you are in a hurry: large boxes.',
        'Irregular: six seconds, always.',
      ),
    ),
    h2('The traps'),
    h3('The T wave that looks like an R'),
    p(
      'A tall T wave can fool you, and it fools machines too. You count double and report 150 instead of 75. Check with your fingers on a wrist. The pulse is a second opinion that costs nothing.',
    ),
    h3('The patient who moves'),
    p(
      'Someone brushes their teeth and the screen shows a terrible rhythm. Look at the person before you look at the strip. If they smile at you, fix the leads.',
    ),
    h3('The strip that is too short'),
    p('Three seconds of an irregular rhythm are not enough. Print six, or ten.'),
    h2('What you do with the number'),
    p(
      'You write it down with the time, the lead, and the name of the rhythm if you know it. Then you compare it with the last one. A rate of 52 may be normal for a runner and new for the man in bed four.',
    ),
    p('You do not decide what it means for the patient. You report it, in one sentence, to the nurse:'),
    ol(
      'Who: “Bed four, Mr. Lane.”',
      'What: “Rate fell from 78 to 52 within ten minutes.”',
      'How he is: “He says he feels dizzy.”',
      'Since when: “Since 14:10.”',
    ),
    callout(
      'warning',
      'For learning only',
      p(
        'This page teaches how to measure. A rate alone never says whether somebody is safe. If a person looks ill, get help first and measure later.',
      ),
    ),
    h2('Practice'),
    p(
      'Draw five pairs of spikes on graph paper and work out each rate in two ways. If the answers differ by more than five, count again.',
    ),
    p(
      'The [cardiac monitoring course](course:cardiac-monitoring) gives you about 40 strips a week, with feedback on each. The [CET exam](certification:cet) asks you to do it against a clock.',
    ),
    courseCard('cardiac-monitoring'),
    questions('Questions people ask', 'live-evenings', 'equipment'),
  ],
}
