import type { Seo } from './content'
import { type Block, callout, h3, p, pictureWithCaption, table, ul } from './rich-text'

export type PageBlockContent =
  | { blockType: 'text'; heading?: string; body: Block[] }
  | { blockType: 'steps'; heading: string; intro?: string; steps: { title: string; text: string }[] }
  | { blockType: 'courseTable'; heading: string; intro?: string; show: 'costs' | 'starts' }
  | { blockType: 'people'; heading: string; people: string[] }
  | { blockType: 'faq'; heading?: string; faqs: string[] }
  | { blockType: 'callToAction'; heading: string; text?: string; label: string; target: string }

interface PageContent {
  title: string
  slug: string
  intro: string
  layout: PageBlockContent[]
  meta: Seo
}

const call = {
  blockType: 'callToAction',
  heading: 'Ask a person',
  text: 'Weekdays, 8 a.m. to 6 p.m. Nobody will ask you to sign anything. This is a sample number.',
  label: 'Call 804-555-0142',
  target: 'tel:+18045550142',
} as const

export const pages: readonly PageContent[] = [
  {
    title: 'About the school',
    slug: 'about',
    intro: 'Six courses for six jobs in health care. We teach the work, and we tell you the hard part first.',
    layout: [
      {
        blockType: 'text',
        heading: 'What we are for',
        body: [
          p(
            'AlliedRx Institute of Healthcare teaches people towards healthcare certification and licensure. That is one half. The other half is you: how you speak with a frightened person, and how you own a mistake.',
          ),
          p('We count both. An employer sees the certificate first. Patients only ever see the other half.'),
        ],
      },
      {
        blockType: 'text',
        heading: 'The school in numbers',
        body: [
          table(
            ['What', 'How much'],
            ['Courses', 'Six, each for one job'],
            ['Length', '10 to 24 weeks'],
            ['Each week', '10 to 12 hours'],
            ['Price, all in', '$1,480 to $3,325'],
            ['Places', 'Henrico, Richmond, or your own desk'],
            ['Seats in a room', '10 to 14'],
            ['Externships', 'Three courses, 140 to 160 hours'],
          ),
          p(
            'These are sample values. What a price is made of stands under [tuition and costs](page:tuition).',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'How we teach',
        body: [
          ul(
            'Your teachers did the job for years before they taught it.',
            'You practice in simulations, where a mistake hurts nobody, and you hear at once what to change.',
            'You do each sum by hand before a screen does it for you.',
            'The price on the page is the whole price, with the bills that other people send you.',
          ),
          p(
            'More about the simulations is on the page about the [learning platform](page:learning-platform).',
          ),
        ],
      },
      {
        blockType: 'people',
        heading: 'Who teaches, writes and checks',
        people: [
          'dana-whitlock',
          'marcus-bell',
          'elena-ortiz',
          'tom-akers',
          'renee-hollis',
          'joy-nakamura',
          'priya-raman',
        ],
      },
      {
        blockType: 'text',
        heading: 'What we do not say',
        body: [
          p(
            'We publish no pass rate and no placement rate. A figure like that needs a year, a class size and a method, and this sample school has none of them.',
          ),
          p(
            'We name an externship site only when it has agreed in writing. No site has, so no site is named here.',
          ),
        ],
      },
      call,
    ],
    meta: {
      title: 'About AlliedRx Institute of Healthcare',
      description:
        'Six courses for six jobs in health care: who teaches them, how, and what the school does not claim.',
    },
  },
  {
    title: 'Admissions',
    slug: 'admissions',
    intro: 'From the first call to the first class in five steps. You can stop at any of them.',
    layout: [
      {
        blockType: 'steps',
        heading: 'How you get in',
        steps: [
          {
            title: 'Call, or visit a class.',
            text: 'Twenty minutes on the phone tell you whether the hours and the bills fit your life. You can sit in on an evening for free.',
          },
          {
            title: 'Say what is on your record.',
            text: 'Externship sites check your past and set their own rules. Tell us before you pay, and we tell you what sites ask.',
          },
          {
            title: 'Send three papers.',
            text: 'A government ID, your diploma or GED, and the application. Copies are fine.',
          },
          {
            title: 'Read the agreement at home.',
            text: 'Take two days. It lists the hours, each cost, the payments and what you get back if you leave.',
          },
          {
            title: 'Pay the deposit.',
            text: 'It holds your seat and counts towards the price. In the first three days you can have all of it back.',
          },
        ],
      },
      {
        blockType: 'text',
        heading: 'What each course asks of you',
        body: [
          table(
            ['Course', 'Age and schooling', 'Also'],
            ['Pharmacy technician', '18, diploma or GED', 'Trainee registration before the externship'],
            ['Phlebotomy', '18, diploma or GED', 'A government ID'],
            ['Billing and coding', '17, diploma, GED or last school year', 'A computer with a keyboard'],
            ['Cardiac monitoring', '18, diploma or GED', 'A screen of 13 inches or more'],
            ['Clinical medical assistant', '18, diploma or GED', 'A camera for the live evenings'],
            [
              'Medical administrative assistant',
              '17, diploma, GED or last school year',
              'Typing, or the will to learn it',
            ],
          ),
          callout(
            'warning',
            'Shots and checks take weeks',
            p(
              'If your course has an externship, start the background check and the shots early. Here is [what you need and when](post:before-your-externship).',
            ),
          ),
        ],
      },
      { blockType: 'courseTable', heading: 'The next classes', show: 'starts' },
      {
        blockType: 'faq',
        heading: 'Questions people ask first',
        faqs: ['no-background', 'try-a-class', 'background-check', 'day-job'],
      },
      call,
    ],
    meta: {
      title: 'Admissions: five steps to the first class',
      description:
        'Five steps from the first call to the first class, what each course asks of you, and when the next ones start.',
    },
  },
  {
    title: 'Tuition and costs',
    slug: 'tuition',
    intro:
      'Every dollar from the first day to the exam, ours and other people’s. All amounts on this sample site are demonstration values.',
    layout: [
      {
        blockType: 'courseTable',
        heading: 'What each course costs, in full',
        intro: 'The last column is the most you will pay. You pay less if you have your shots already.',
        show: 'costs',
      },
      {
        blockType: 'text',
        heading: 'What is in our price',
        body: [
          p(
            'Lessons, lab supplies, scrubs where a course has them, and your first try at the exam. Nothing else is hidden behind a second invoice.',
          ),
          h3('What other people bill you for'),
          ul(
            'The background check and the drug screen, if your course has an externship.',
            'Immunizations, at a clinic of your choice.',
            'The CPR card, from the trainer.',
            'Code books for billing and coding, new each year.',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'Pay in parts',
        body: [
          p(
            'A deposit holds your seat. The rest is four or five equal payments, without interest and without a credit check. The plan stands on each course page.',
          ),
          p('If you miss a payment, we call you before we do anything else.'),
          callout(
            'tip',
            'Before you compare schools',
            p(
              'Ask each one for the same five lines. The post on [reading a cost table](post:how-to-pay-and-read-a-cost-table) says which.',
            ),
          ),
        ],
      },
      {
        blockType: 'faq',
        heading: 'Questions about money',
        faqs: ['all-in', 'financial-aid', 'refund', 'exam-retake'],
      },
      call,
    ],
    meta: {
      title: 'Tuition and costs, every dollar in full',
      description:
        'What each course costs from the first day to the exam, what the price includes, and how you pay it in parts.',
    },
  },
  {
    title: 'The learning platform',
    slug: 'learning-platform',
    intro: 'Short games, honest feedback, and simulations in which a mistake hurts nobody.',
    layout: [
      {
        blockType: 'text',
        heading: 'What you see when you log in',
        body: [
          p(
            'The week stands on one screen: what to read, what to play, what to hand in. Pictures are clear and large, sound is clear and can be off, and every video has captions.',
          ),
          pictureWithCaption('tablet', 'A patient speaks. You choose what to say, and she answers.'),
        ],
      },
      {
        blockType: 'text',
        heading: 'What is in it',
        body: [
          table(
            ['Part', 'What you do', 'Time'],
            ['Lessons', 'You watch somebody who did the job, and answer as you go.', '10 to 20 minutes'],
            ['Games', 'You are asked a drug, a tube or a code, and told at once.', '5 to 10 minutes'],
            ['Simulations', 'You act in a situation that answers back.', '6 to 15 minutes'],
          ),
          p(
            'A pharmacist shows you the label that nearly went wrong. A nurse shows you the strip that she misread. The times are sample values.',
          ),
        ],
      },
      {
        blockType: 'steps',
        heading: 'How a simulation works',
        intro: 'It is practice: you can be wrong as often as you like.',
        steps: [
          {
            title: 'You get a situation.',
            text: 'A caller, a prescription, a rhythm, a patient who says she feels odd.',
          },
          {
            title: 'You act.',
            text: 'You choose what to ask and what to do. The situation answers. There is a clock only where the job has one.',
          },
          {
            title: 'You hear what went well.',
            text: 'First the part that you got right, so that you do it again.',
          },
          {
            title: 'You hear what to improve.',
            text: 'One or two things, with the reason. Then you can play it again.',
          },
        ],
      },
      {
        blockType: 'text',
        heading: 'Points, badges and the board',
        body: [
          ul(
            '**Points** count practice. Ten tries earn more than one lucky guess.',
            '**Badges** name a skill, such as ten labels without a slip.',
            '**The leaderboard** shows the class. You can leave it with one click.',
          ),
          p('None of it counts towards your grade.'),
        ],
      },
      {
        blockType: 'text',
        heading: 'Where it stops',
        body: [
          p(
            'A screen cannot give you the feel of a vein that rolls. Courses that need hands meet in a lab, or end with an externship at a real site.',
          ),
          p(
            'The post on [games and simulations](post:games-and-simulations) says what they teach well, and what only hands can.',
          ),
        ],
      },
      {
        blockType: 'faq',
        heading: 'Questions about studying online',
        faqs: ['own-time', 'live-evenings', 'equipment', 'hands-on-online'],
      },
      call,
    ],
    meta: {
      title: 'The learning platform: games and simulations',
      description:
        'Short games, points and badges, lessons by practitioners, and simulations with feedback on what to improve.',
    },
  },
  {
    title: 'Privacy',
    slug: 'privacy',
    intro:
      'This site sets no cookies and loads nothing from anyone else. This text is a sample; a real school must have its own checked.',
    layout: [
      {
        blockType: 'text',
        heading: 'When you read this site',
        body: [
          p(
            'You read plain pages. We set no cookies, and we use no tracker and no advertising. Fonts and pictures come from our own address.',
          ),
          p(
            'The server notes the page, the time and your network address, so that we can find faults and attacks. Those notes are deleted after 30 days. That number is a sample too.',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'When you call or write',
        body: [
          p(
            'We keep your name, how to reach you, and what you asked, so that we can answer. We do not sell it and we do not pass it on.',
          ),
          p(
            'We do not call or text you about courses unless you said yes to that, in its own question. You can say no later, and that is the end of it.',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'What you can ask of us',
        body: [
          ul(
            'What we hold about you.',
            'A correction.',
            'That we delete it, unless a law says that we must keep it.',
          ),
          p('Write to [hello@alliedrx.example](mailto:hello@alliedrx.example). This is a sample address.'),
        ],
      },
    ],
    meta: {
      title: 'Privacy on this site: no cookies, no trackers',
      description:
        'No cookies, no trackers, nothing from third parties: what this site notes, how long, and what you can ask of us.',
    },
  },
  {
    title: 'Accessibility',
    slug: 'accessibility',
    intro: 'You can read every page without JavaScript, without a mouse and without color.',
    layout: [
      {
        blockType: 'text',
        heading: 'What we aim for',
        body: [
          p(
            'We build to WCAG 2.2 at level AA. That covers contrast, the keyboard, zoom to 200 percent, and screens as narrow as 320 pixels.',
          ),
          ul(
            'The phone number is in the same place on each page.',
            'Each course has a color, and its name always stands beside it.',
            'Pictures have a text that says what they show.',
            'Pages print on plain paper, with prices and dates.',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'In class',
        body: [
          p(
            'Tell us what you need: more time, larger print, a chair, a quiet room. Some jobs ask for sight, hearing or a steady hand, and we say which before you enroll.',
          ),
          p(
            'For an exam, the body that gives it decides about extra time. Ask them at least six weeks before. We help with the form.',
          ),
        ],
      },
      {
        blockType: 'text',
        heading: 'When something does not work',
        body: [
          p(
            'Call [804-555-0142](tel:+18045550142) or write to [hello@alliedrx.example](mailto:hello@alliedrx.example). Both are sample addresses. Say what you tried and on what device, and we answer within two working days.',
          ),
        ],
      },
      { ...call, heading: 'Rather ask than read?' },
    ],
    meta: {
      title: 'Accessibility of this site and of our classes',
      description:
        'WCAG 2.2 AA, no JavaScript needed, phone in the same place: what we aim for, and what to do when it fails.',
    },
  },
]
