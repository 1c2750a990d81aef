const admin = {
  settings: {
    title: 'Limits and waiting times',
    intro: 'Defaults come from the data sheets and the guide.',
    value: 'Value',
    unreadable: 'This is not a valid value for this setting.',
    saved: 'Setting saved',
    reset: 'Back to the default',
    setBy: 'Set by %{name}',
    isFallback: 'Default',
    between: '%{min} to %{max}',
    field: { countries: 'Countries', banks: 'Banks' },
    topic: {
      access: 'Access to personal data',
      messages: 'Messages to users',
      methods: 'Methods',
      playbook: 'Playbook',
      polling: 'How often orders are synced',
      search: 'Search',
      sync: 'Sync',
      triage: 'Triage limits',
    },
  },
  setting: {
    access: {
      reveal_minutes: {
        title: 'Duration of a reveal',
        help: 'Minutes for which revealed personal data stays visible to whoever revealed it.',
      },
    },
    search: {
      country_code: { title: 'Country code', help: 'Completes mobile numbers entered without one.' },
    },
    sync: {
      behind_after_minutes: {
        title: 'Delay before the banner',
        help: 'Minutes of delay after which a banner appears.',
      },
    },
    messages: {
      legal_text: {
        title: 'Legal text',
        help: 'The Service Provider’s own text, in place of the notice of Guide §7.1: JSON with “en” and “de”; {url}, {provider} and {serviceProvider} are filled in. Empty: the notice.',
      },
      own_use: {
        title: 'Own use of the data',
        help: 'Whether the Service Provider also uses the identification data itself, for instance for money-laundering checks: the notice says so.',
      },
      service_provider: { title: 'Service Provider', help: 'Its name in messages to users.' },
    },
    playbook: {
      links: {
        title: 'Lists of the providers',
        help: 'Addresses of the lists of supported countries and banks, shown in the playbook.',
      },
    },
    polling: {
      title: 'How often orders are synced',
      help: 'Seconds between two syncs of an order, and for how long it is synced.',
    },
    methods: {
      title: 'Limits per method',
      help: 'Limits and waiting times where they differ from the data sheets, as JSON.',
    },
    triage: {
      title: 'Triage limits',
      help: 'Seconds after which an order counts as stuck or overdue.',
    },
  },
  home: {
    title: 'Settings',
    access: 'Users and API keys',
    values: 'Limits and waiting times',
    more: 'More',
    proof: 'Integrity and traces',
    help: {
      users: 'Who may log in, with which role; their sessions.',
      'api-keys': 'Access for applications.',
      values: 'Limits and waiting times.',
      sessions: 'Where you are logged in.',
      health: 'Integrity, checkpoints and exports of the audit log.',
    },
  },
  users: {
    title: 'Users',
    intro: 'Accounts are never deleted; disable the account when someone leaves.',
    saved: 'Saved.',
    add: 'New user',
    enabled: 'may log in',
    disabled: 'disabled',
    you: 'you',
    passwordKept: 'Leave empty to keep the password.',
    sessions: 'Sessions',
    sessionsOf: 'Sessions of %{name}',
  },
  keys: {
    title: 'API keys',
    intro: 'For applications: sent as “Authorization: Bearer …”. Each has a role.',
    add: 'New key',
    make: 'Create key',
    never: 'never',
    revoke: 'Revoke',
    revokeTitle: 'Revoke “%{name}”?',
    revokeWhat: 'Requests with this key are refused from now on. A revoked key cannot be restored.',
    is: { valid: 'valid', expired: 'expired', revoked: 'revoked' },
    inDays: 'in %{days} days',
    once: 'This is the only time the key is shown. Store it where your application keeps its secrets.',
    copy: 'Copy key',
    none: 'There is no key yet',
  },
};

export default admin;
