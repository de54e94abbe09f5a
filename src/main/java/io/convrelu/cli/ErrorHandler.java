package io.convrelu.cli;

import io.convrelu.cli.failure.PathFailure;
import io.convrelu.cli.failure.TaskFailure;
import io.convrelu.cli.startup.ExecutorFailure;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.train.OffHeapException;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * Turns a failure into one clear message and an exit code. What a user can mend is told in a line
 * without a stack trace; the unforeseen goes to the log with its trace.
 */
final class ErrorHandler implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    Optional<ConfigException> config = cause(failure, ConfigException.class);
    if (config.isPresent()) {
      for (ConfigProblem problem : config.get().problems()) {
        err.println("error: " + problem);
      }
      err.flush();
      return ExitCode.USAGE;
    }
    Optional<BadInputException> input = cause(failure, BadInputException.class);
    if (input.isPresent()) {
      err.println("error: " + input.get().getMessage());
      err.flush();
      return ExitCode.BAD_INPUT;
    }
    Optional<OffHeapException> memory = cause(failure, OffHeapException.class);
    if (memory.isPresent()) {
      err.println("error: " + memory.get().getMessage());
      err.flush();
      return ExitCode.RUN_FAILED;
    }
    Optional<ConfigProblem> executor = ExecutorFailure.explain(failure);
    if (executor.isPresent()) {
      err.println("error: " + executor.get());
      err.flush();
      return ExitCode.USAGE;
    }
    Optional<TaskFailure> task = TaskFailure.in(failure);
    if (task.isPresent()) {
      err.println("error: " + task.get().message());
      err.flush();
      LOG.debug("{} failed", command.getCommandName(), failure);
      return exitCode(task.get().kind());
    }
    Optional<String> files = PathFailure.tell(failure);
    if (files.isPresent()) {
      err.println("error: " + files.get());
      err.flush();
      LOG.debug("{} failed", command.getCommandName(), failure);
      return ExitCode.RUN_FAILED;
    }
    LOG.error("{} failed", command.getCommandName(), failure);
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    err.println("error: " + message.lines().findFirst().orElse(failure.toString()));
    err.flush();
    return ExitCode.RUN_FAILED;
  }

  private static int exitCode(TaskFailure.Kind kind) {
    return switch (kind) {
      case CONFIGURATION -> ExitCode.USAGE;
      case DATA -> ExitCode.BAD_INPUT;
      case MEMORY, FILES, WRITING -> ExitCode.RUN_FAILED;
    };
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
