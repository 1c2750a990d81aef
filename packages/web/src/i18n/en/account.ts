const account = {
  claim: 'Whose turn is it, what to do now, which team takes it.',
  claimSmall: 'Support, audit and billing for identifications by the Smart Registration Service.',
  passwordRule: '12 characters or more; a sentence is a good password.',
  setup: {
    title: 'First login',
    intro: 'This link works once. It makes the first admin of this desk.',
    username: 'User name',
    displayName: 'Name shown to others',
    password: 'Password',
    submit: 'Make the admin and log in',
  },
  sessions: {
    title: 'My sessions',
    intro: 'Where you are logged in. End what you do not know.',
    device: 'Browser',
    started: 'Logged in',
    seen: 'Last used',
    ends: 'Ends at the latest',
    here: 'this one',
    end: 'End',
    ended: 'The session is ended.',
    other: 'another program',
  },
  password: {
    title: 'Change password',
    current: 'Current password',
    next: 'New password',
    repeat: 'New password again',
    differs: 'The two do not agree.',
    submit: 'Change password',
    done: 'Your password is changed. Your other sessions are ended.',
  },
};

export default account;
