import type { PostContent } from '../content'
import { callout, callToAction, h2, h3, ol, p, questions, table, ul } from '../rich-text'

export const workingAndStudying: PostContent = {
  slug: 'working-while-studying-evenings',
  title: 'Working days and studying evenings: a plan that holds',
  excerpt:
    'Forty hours of work, twelve of class, six at the kitchen table. Here is where they fit, and what has to give.',
  hero: 'evening-desk',
  authors: ['joy-nakamura'],
  categories: ['studying-and-paying'],
  relatedCourses: ['phlebotomy', 'pharmacy-technician', 'cardiac-monitoring'],
  relatedPosts: ['how-to-pay-and-read-a-cost-table', 'before-your-externship', 'games-and-simulations'],
  publishedDaysAgo: 90,
  meta: {
    title: 'Working days, studying evenings: a plan',
    description:
      'How to fit 12 hours of evening class and six hours of study beside a full-time job, and what to arrange before week one.',
  },
  body: [
    p(
      'Most of our evening students come straight from work. They are tired, they have eaten in the car, and they sit down anyway. They are not tougher than you. They planned it, and they told people.',
    ),
    h2('Do the sum first'),
    p('A week has 168 hours. Write down where they go now, honestly. Then see where 18 more could fit.'),
    table(
      ['What', 'Hours a week'],
      ['Work', '40'],
      ['Getting to work and to class', '10'],
      ['Sleep, seven hours a night', '49'],
      ['Class, four evenings of three hours', '12'],
      ['Study at home', '6'],
      ['Left for everything else', '51'],
    ),
    p(
      'Fifty-one hours sound like a lot. Cooking, children, laundry and a phone eat them quickly. If your sum comes out below 30, take a course that meets less often.',
    ),
    h2('Where the six hours go'),
    p('Not at midnight. You learn badly when you are tired, and you pay for it the next day.'),
    ul(
      'Four times 30 minutes, right after dinner or before work, at the same time each day.',
      'One block of three hours on the weekend, with the door closed.',
      'Ten minutes on the bus, on the phone, with tube colors or drug names.',
      'One evening with nothing at all.',
    ),
    callout(
      'tip',
      'Small and often',
      p('Thirty minutes on four days beat two hours on one. What you meet again after a day or two stays.'),
    ),
    h2('Whom you tell, and what'),
    h3('Your manager'),
    p(
      'Tell them before week one. Say which evenings you cannot stay late, until when, and that there are four weeks of daytime externship at the end. Ask for those weeks now, in writing.',
    ),
    h3('The people at home'),
    p(
      'Say what will not get done. It is better to agree on that in March than to fight about it in May. Put the class on the calendar that everyone sees.',
    ),
    h3('Your instructor'),
    p(
      'If your shift changes each week, say so on the first evening. We can tell you which sessions are the ones that you must not miss.',
    ),
    h2('A week that works'),
    table(
      ['Day', 'Before work', 'After work'],
      ['Monday', '30 minutes: last week’s notes', 'Class, 6 to 9'],
      ['Tuesday', 'Sleep', 'Class, 6 to 9'],
      ['Wednesday', '30 minutes: flash cards', 'Class, 6 to 9'],
      ['Thursday', 'Sleep', 'Class, 6 to 9'],
      ['Friday', '30 minutes: the game of the week', 'Nothing'],
      ['Saturday', 'Three hours, door closed', 'Nothing'],
      ['Sunday', 'Nothing', '30 minutes: look at the week ahead'],
    ),
    h2('When it slips'),
    p(
      'It will, in week four or five. You miss an evening, then a quiz, then you feel bad and open nothing. The way back is small.',
    ),
    ol(
      'Write one message: “I missed Tuesday. What was the one thing?”',
      'Do that one thing, and nothing else, today.',
      'Come to the next class, even unprepared.',
      'Make up the lab hours on a Friday. Two are free.',
    ),
    p('Missed two evenings and ashamed of it? Do not be. Come in, and we make a plan with you.'),
    h2('The externship is the real test'),
    p(
      'An evening class fits beside a job. Four weeks of days, 35 to 40 hours each, do not. Some people take leave, some swap to weekends, some save up and stop for a month. Nobody manages both at full strength.',
    ),
    p(
      'Put a date on it before you enroll. Three of our courses have no externship at all: [billing and coding](course:healthcare-billing-and-coding), [cardiac monitoring](course:cardiac-monitoring) and [the front office](course:medical-administrative-assistant). If you cannot get the weeks, look at those.',
    ),
    h2('Is now the time?'),
    p(
      'If you are moving, having a baby or changing jobs in the next four months, wait for the next class. It will still be there. Start when you have a dull stretch ahead, and use it up.',
    ),
    questions('Questions people ask', 'day-job', 'miss-a-class', 'own-time'),
    callToAction(
      'See which class fits your week',
      'Start dates, weekdays and times of the next classes.',
      'The next classes',
      'page:admissions',
    ),
  ],
}
