import { readEnvironment } from '../../platform/config/env.ts';
import { examineEnvironment } from '../../platform/config/examine-environment.ts';
import { CommandFailed, type DeskCommand, say } from './command.ts';

/** `desk config check`: exit 0 nothing to say, 1 something is pointed out, 2 the desk would not start with it. */
export const configCheck: DeskCommand = (program) => {
  program
    .command('config')
    .description('what the environment and .env say')
    .command('check')
    .description('read the configuration, start nothing: one line per problem')
    .action(() => {
      const { problems, remarks } = examineEnvironment(readEnvironment());
      for (const line of problems) say(`wrong    ${line}`);
      for (const line of remarks) say(`careful  ${line}`);
      if (problems.length > 0) throw new CommandFailed('', 2);
      if (remarks.length > 0) throw new CommandFailed('', 1);
      say('The configuration can be used.');
    });
};
