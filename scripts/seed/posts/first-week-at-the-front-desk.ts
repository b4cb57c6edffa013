import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, questions, table, ul } from '../rich-text'

export const firstWeekAtTheDesk: PostContent = {
  slug: 'first-week-at-the-front-desk',
  title: 'Your first week at the front desk',
  excerpt:
    'Five days as a medical administrative assistant: what you touch, what you get wrong, and what you say when the phone rings twice.',
  hero: 'headset-desk',
  authors: ['renee-hollis'],
  categories: ['billing-and-office'],
  relatedCourses: ['medical-administrative-assistant'],
  relatedPosts: ['what-billers-and-coders-do', 'rooming-a-patient'],
  publishedDaysAgo: 118,
  meta: {
    title: 'First week as a medical administrative assistant',
    description:
      'Five days at a medical front desk: phones, schedule, records and insurance cards, with the words to use on hard calls.',
  },
  body: [
    p(
      'The front desk is the first voice a patient hears and the last face they see. On your first Monday nobody has time to explain that. So here is the week in advance.',
    ),
    h2('Monday: you watch the phone'),
    p('It rings all day. Most calls are one of six kinds, and you learn to hear which within ten seconds.'),
    table(
      ['The call', 'What you do'],
      ['“I need an appointment”', 'Reason, urgency, insurance, slot, in that order'],
      ['“I am running late”', 'Ask how late, check the rule, tell the back'],
      ['“Is my result in?”', 'Two identifiers, then a message to the nurse. You never read it out'],
      ['“I need a refill”', 'Drug, pharmacy, phone number, message'],
      ['“Why this bill?”', 'Find the date of the visit, pass it to billing'],
      ['“I have chest pain”', 'Stop everything. Follow the office’s emergency steps at once'],
    ),
    callout(
      'warning',
      'The last one',
      p(
        'Know your office’s emergency steps before you touch the phone. If someone may be in danger, you do not book, you do not hold, you do not finish the other call first.',
      ),
    ),
    h2('Tuesday: you touch the schedule'),
    p(
      'A schedule looks like a grid. It is a promise, made forty times a day. If you put two long visits at nine, everyone after lunch waits.',
    ),
    h3('Three rules that save the day'),
    ol(
      'Ask for the reason in the patient’s words, and write those words down.',
      'Never use the last open slot before noon for something that can wait.',
      'Say the date and the time back, with the weekday.',
    ),
    p('People hear “the fourth” and write down “Thursday.” The weekday catches it.'),
    h2('Wednesday: you check cards'),
    p(
      'You ask for the insurance card at each visit, even if you saw it last month. Plans change in January, and in the middle of the year, and when somebody marries.',
    ),
    ul(
      'Front and back, both scanned.',
      'Name as on the card, not as you say it.',
      'Coverage checked before the visit, not after.',
      'The copay said aloud, in one sentence, before they sit down.',
    ),
    p(
      '“Your plan asks for 30 dollars today” is a sentence. You do not apologize for it and you do not explain the plan. Where the money goes from there is in [what billers and coders do](post:what-billers-and-coders-do).',
    ),
    h2('Thursday: you open a record'),
    p(
      'Two identifiers, always: full name and date of birth. There are three Maria Lopezes in this practice, and two of them were born in May.',
    ),
    p(
      'You see only what you need. You do not look up your neighbor, your cousin or someone from the news. The system notes each look, and people lose their jobs over it.',
    ),
    p(
      'When a husband calls about his wife, you ask whether there is a release on file. If not, you say: “I cannot say whether she is a patient here. She can call us herself.”',
    ),
    h2('Friday: someone shouts'),
    p(
      'A man waited fifty minutes. He has a right to be angry, and you are the one who is there. You did not make the wait.',
    ),
    ol(
      'Let him finish. Thirty seconds feel long. They are not.',
      'Say what is true: “You have waited fifty minutes. That is too long.”',
      'Say what you can do: “I can find out how much longer, or book you first thing on Monday.”',
      'Do it, and come back when you said you would.',
    ),
    p(
      'If he curses or comes around the desk, you step back and get help. Being calm does not mean being alone.',
    ),
    h2('What you get wrong'),
    p(
      'You double-book. You put someone on hold and forget them. You say “the doctor will call you today,” and she does not. Everybody does it once.',
    ),
    p(
      'Say it early: “I booked two people at ten. I would like to move one now.” An office forgives that. It does not forgive finding out at ten.',
    ),
    h2('Is it for you?'),
    p(
      'If you have worked in a shop or a restaurant, you know half of this already. The other half you can learn in 12 weeks, in your own time. The [CMAA exam](certification:cmaa) has 110 scored items on it.',
    ),
    p(
      'If you would rather be on the other side of the door, read about [rooming a patient](post:rooming-a-patient).',
    ),
    courseCard('medical-administrative-assistant'),
    questions('Questions people ask', 'own-time', 'no-background', 'equipment'),
  ],
}
