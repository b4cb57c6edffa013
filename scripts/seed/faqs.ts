import { type Block, p } from './rich-text'
import type { faqTopics } from 'shared-types'

interface FaqContent {
  key: string
  question: string
  topic: (typeof faqTopics)[number]
  answer: Block[]
}

export const faqs: readonly FaqContent[] = [
  {
    key: 'no-background',
    question: 'Do I need a background in health care?',
    topic: 'admissions',
    answer: [
      p(
        'No. You need a high school diploma or a GED, and the time. Where a course asks for more, its page says so.',
      ),
    ],
  },
  {
    key: 'try-a-class',
    question: 'Can I try a class first?',
    topic: 'admissions',
    answer: [
      p(
        'Yes. Call and pick an evening. Sit in, ask the students, and leave when you like. It is free and you sign nothing.',
      ),
    ],
  },
  {
    key: 'background-check',
    question: 'Will my background check keep me out?',
    topic: 'admissions',
    answer: [
      p(
        'It can keep you out of an externship, and each site sets its own rules. Call before you pay anything and tell us what is on it.',
      ),
      p('Read [what comes before an externship](post:before-your-externship) so that nothing surprises you.'),
    ],
  },
  {
    key: 'day-job',
    question: 'Can I keep my day job?',
    topic: 'courses',
    answer: [
      p(
        'During evening classes, yes. During a four-week externship, not a full-time one. Ask your manager now, not the week before.',
      ),
      p(
        'There is a plan for it in [working while you study evenings](post:working-while-studying-evenings).',
      ),
    ],
  },
  {
    key: 'miss-a-class',
    question: 'What if I miss a class?',
    topic: 'courses',
    answer: [
      p(
        'You make up lab hours on a Friday, two at most, at no charge. Miss more than that and you join the next class.',
      ),
    ],
  },
  {
    key: 'math',
    question: 'How much math is in it?',
    topic: 'courses',
    answer: [
      p(
        'Multiply, divide, round. You do it by hand until you trust it. Try it now with [an IV flow rate](post:iv-flow-rate-by-hand).',
      ),
    ],
  },
  {
    key: 'classmate-draw',
    question: 'Do I have to let a classmate draw my blood?',
    topic: 'courses',
    answer: [
      p(
        'Yes, unless a doctor says that you should not. You learn as much in the chair as beside it. An instructor stands within reach.',
      ),
    ],
  },
  {
    key: 'faint',
    question: 'What if I faint?',
    topic: 'courses',
    answer: [
      p(
        'Then we catch you, you lie down for ten minutes, and you eat a cookie. Tell the instructor before your first draw. Most people get used to it with practice.',
      ),
    ],
  },
  {
    key: 'all-in',
    question: 'What does “all in” mean?',
    topic: 'costs',
    answer: [
      p(
        'Every dollar from the first day to the exam: our price, plus the bills that other people send you. The prices on this sample site are demonstration values.',
      ),
      p('Learn to [read a cost table](post:how-to-pay-and-read-a-cost-table) before you compare schools.'),
    ],
  },
  {
    key: 'financial-aid',
    question: 'Do you take federal financial aid?',
    topic: 'costs',
    answer: [
      p(
        'This sample school makes no claim about federal aid. You can pay in parts, without interest. Ask your employer and your local workforce office too.',
      ),
    ],
  },
  {
    key: 'refund',
    question: 'What if I leave early?',
    topic: 'costs',
    answer: [
      p(
        'Cancel in the first three days and you get everything back. After that you pay for the weeks you attended. These are sample terms.',
      ),
    ],
  },
  {
    key: 'find-site',
    question: 'Who finds the externship site?',
    topic: 'externships',
    answer: [
      p(
        'We do. You get there and back, and you pass the checks that the site asks for. We name a site only when it has agreed in writing.',
      ),
    ],
  },
  {
    key: 'paid-externship',
    question: 'Is the externship paid?',
    topic: 'externships',
    answer: [
      p(
        'No. You are there to learn, and somebody signs for what you do. Plan for two to four weeks without that income.',
      ),
    ],
  },
  {
    key: 'real-patients',
    question: 'Do I see real patient records?',
    topic: 'externships',
    answer: [
      p(
        'Not in class. The practice charts are written by us. At an externship you may see real ones, under the site’s privacy rules.',
      ),
    ],
  },
  {
    key: 'exam-retake',
    question: 'What if I fail the exam?',
    topic: 'exams',
    answer: [
      p(
        'You can sit it again under the rules of the body that gives it. The first try is in our price. A second one is not.',
      ),
    ],
  },
  {
    key: 'which-exam',
    question: 'Which exam comes with which course?',
    topic: 'exams',
    answer: [
      p(
        'Each course page names its exam and links the body that gives it. The body sets the rules, the date and the fee.',
      ),
    ],
  },
  {
    key: 'job-promise',
    question: 'Will you find me a job?',
    topic: 'exams',
    answer: [
      p(
        'No. We help with your résumé and your interview. Getting hired is between you and the employer, and we promise nothing.',
      ),
    ],
  },
  {
    key: 'own-time',
    question: 'What does “in your own time” mean?',
    topic: 'online',
    answer: [
      p(
        'No fixed hours. Each week opens on a Monday and you work through it when you can. One check-in a week with your instructor keeps you on track.',
      ),
    ],
  },
  {
    key: 'live-evenings',
    question: 'What if I cannot join a live evening?',
    topic: 'online',
    answer: [
      p(
        'You watch the recording and do the practice within a week. More than two in a row and your instructor calls you.',
      ),
    ],
  },
  {
    key: 'equipment',
    question: 'What equipment do I need?',
    topic: 'online',
    answer: [
      p(
        'A computer made in the last eight years, a keyboard, and a steady connection. A phone is fine for the games, not for the charts.',
      ),
    ],
  },
  {
    key: 'hands-on-online',
    question: 'How do I learn hands-on skills online?',
    topic: 'online',
    answer: [
      p(
        'You learn the steps on screen and in simulations, where a mistake hurts nobody. Your hands learn at the externship, under supervision.',
      ),
      p('This is [how simulations teach](post:games-and-simulations).'),
    ],
  },
]
