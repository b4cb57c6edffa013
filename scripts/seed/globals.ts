import { addDays, asNoon, type Day, onOrAfter } from './dates'
import { type IdOf, linkTo } from './references'

/** The demonstration values of the school: address, telephone number, hours and prices are invented. */
export const siteSettings = {
  schoolName: 'AlliedRx Institute of Healthcare',
  shortName: 'AlliedRx',
  tagline: 'Six courses, six colors',
  description:
    'AlliedRx Institute of Healthcare teaches six hospital and clinic jobs, in Henrico and online, towards national certification.',
  phone: '+18045550142',
  email: 'hello@alliedrx.example',
  hours: 'Weekdays, 8 a.m. to 6 p.m.',
  address: { street: '100 Sample Street, Suite 4', city: 'Henrico', state: 'VA', zip: '23233' },
  timeZone: 'America/New_York',
  social: [],
  sampleNotice:
    'Sample content. Prices, dates, names, the address and the telephone number are demonstration values.',
}

const links = (idOf: IdOf, ...entries: [label: string, target: string][]) =>
  entries.map(([label, target]) => ({ link: linkTo(label, target)(idOf) }))

export const header = (idOf: IdOf) => ({
  links: links(
    idOf,
    ['Courses', 'section:courses'],
    ['Costs', 'page:tuition'],
    ['Externships', 'section:externships'],
    ['Blog', 'section:blog'],
  ),
})

export const footer = (idOf: IdOf) => ({
  columns: [
    {
      heading: 'Six courses, six colors',
      links: links(
        idOf,
        ['Pharmacy technician', 'course:pharmacy-technician'],
        ['Phlebotomy', 'course:phlebotomy'],
        ['Billing and coding', 'course:healthcare-billing-and-coding'],
        ['Cardiac monitoring', 'course:cardiac-monitoring'],
        ['Clinical assistant', 'course:clinical-medical-assistant'],
        ['Administrative assistant', 'course:medical-administrative-assistant'],
      ),
    },
    {
      heading: 'The school',
      links: links(
        idOf,
        ['About', 'page:about'],
        ['People', 'section:people'],
        ['Learning platform', 'page:learning-platform'],
        ['Certifications', 'section:certifications'],
      ),
    },
    {
      heading: 'Before you start',
      links: links(
        idOf,
        ['Admissions', 'page:admissions'],
        ['Tuition and costs', 'page:tuition'],
        ['Privacy', 'page:privacy'],
        ['Accessibility', 'page:accessibility'],
      ),
    },
  ],
  smallPrint:
    'Finishing a course does not promise a job, a wage or a pass on an exam. Each exam belongs to the body that gives it.',
})

/** The lab's next open Saturday, at least ten days away. */
export const openSaturday = (today: Day): Day => onOrAfter(addDays(today, 10), 6)

export function announcement(idOf: IdOf, today: Day) {
  const saturday = openSaturday(today)
  const spoken = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(asNoon(saturday)))
  return {
    enabled: true,
    message: `The Henrico lab is open to visitors on ${spoken}, 10 a.m. to noon. Sample event.`,
    link: linkTo('How to get in', 'page:admissions')(idOf),
    from: asNoon(addDays(today, -1)),
    until: asNoon(saturday),
  }
}

export const home = (idOf: IdOf) => ({
  headline: 'What color are your scrubs?',
  intro:
    'We teach six hospital and clinic jobs, each with its own color, in 10 to 24 weeks, in Henrico or online.',
  dayInClass: {
    heading: 'A day in week six',
    intro: 'Phlebotomy, the evening class. This is the Tuesday of your first live draw.',
    course: idOf('courses', 'phlebotomy'),
    picture: idOf('media', 'tube-rack'),
    entries: [
      {
        time: '17:50',
        text: 'You lay out your own tray: gauze, alcohol, tourniquet, two needles, six tubes. Nobody does it for you.',
        log: 'Tray checked',
      },
      {
        time: '18:00',
        text: 'Ten questions on the order of draw, on your phone. The scores go up on the wall.',
        log: '9 of 10',
      },
      {
        time: '18:20',
        text: 'The training arm. You draw until three in a row go in clean.',
        log: '3 in a row',
      },
      {
        time: '19:10',
        text: 'Your partner sits down and rolls up a sleeve. This is your first live draw. The instructor stands at your elbow.',
        log: 'Draw 1 of 30',
      },
      {
        time: '19:40',
        text: 'Now it is your arm. You learn what a slow tourniquet feels like.',
        log: 'Sat for 1',
      },
      {
        time: '20:05',
        text: 'You miss. Everyone misses. You say so, let the tourniquet go, and ask for help.',
        log: '1 miss, noted',
      },
      {
        time: '20:30',
        text: 'You try again with a smaller needle, and it goes in. You read the label out loud before the tube leaves the chair.',
        log: 'Draw 2 of 30',
      },
      {
        time: '20:50',
        text: 'Sharps counted, chair wiped, log signed. You need 28 more before you may sit the exam.',
        log: 'Signed, R.N.',
      },
    ],
  },
  costs: {
    heading: 'What it costs, in full',
    intro:
      '“All in” is every dollar from the first day to the exam. It counts our price, and the bills that other people send you.',
    note: 'Others are the clinic for shots, the background check, the drug screen and the CPR card. You pay less if you have your shots. All prices are demonstration values.',
  },
  beforeYouEnroll: {
    heading: 'Before you enroll',
    intro: 'Five things that we would want our own family to hear first.',
    items: [
      {
        title: 'You will be stuck, and you will stick.',
        text: 'In phlebotomy you practice on each other. If needles make you faint, come and try one class first. It is free.',
      },
      {
        title: 'Sites check your past.',
        text: 'A site can turn you away over a background check or a drug screen. Call before you pay anything, and hear what sites ask.',
      },
      {
        title: 'The externship is daytime work without pay.',
        text: 'Plan for 140 to 160 hours on weekdays. Evening students take time off their jobs, and that is the hardest bill of all.',
      },
      {
        title: 'You need a 70 percent average to go.',
        text: 'Below that you repeat the module before you meet a patient. Repeating one module costs nothing.',
      },
      {
        title: 'We cannot promise you a job.',
        text: 'Nor a wage, nor a pass on the exam. We can show you the hours, the price and the facts, and where each one comes from.',
      },
    ],
  },
  externships: {
    heading: 'Where externships happen',
    intro: 'Three courses end with real work at a real site, in Henrico, Richmond or Chesterfield.',
    note: 'We name a site only when it has agreed in writing. The other three courses are taught online and have no externship.',
  },
  testimonial: idOf('testimonials', 'label'),
  posts: [idOf('posts', 'dea-number-check-digit'), idOf('posts', 'phlebotomy-classes-henrico')],
  meta: {
    title: 'AlliedRx Institute of Healthcare, Henrico, Virginia',
    description:
      'Six health care courses in Henrico and online, 10 to 24 weeks. Hours, start dates and every cost, in plain words.',
  },
})

/** The sentence about the state is left to the school: its exact words come from the school’s own papers. */
export const disclosures = () => ({
  stateCertification: '',
  employment:
    'Finishing a course does not promise a job or a wage. Figures about an occupation describe everyone in it, not our graduates.',
  externships:
    'An externship is unpaid training. Each site sets its own conditions, and a site can turn a student away.',
  certification:
    'Each exam belongs to the body that gives it, which sets its rules and its fee. Finishing a course does not promise a pass.',
  others: [
    {
      heading: 'Sample school',
      text: 'Address, telephone number, prices, dates, people and quotes on this site are invented for demonstration.',
    },
  ],
})
