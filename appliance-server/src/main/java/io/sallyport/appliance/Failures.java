package io.sallyport.appliance;

import io.sallyport.store.DatabaseUnusable;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * How a command that failed says so: in words for an operator, without a stack trace. An exception
 * that nobody foresaw is a defect; of it only kind and place are told, because its message could
 * carry a secret.
 */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        int code =
                switch (failure) {
                    case ConfigurationRefused refused -> {
                        err.println(
                                "The configuration has " + count(refused.problems().size()) + ":");
                        refused.problems().forEach(problem -> err.println("  " + problem));
                        yield ExitCode.USAGE;
                    }
                    case DatabaseUnusable unusable -> said(err, unusable);
                    case CannotListen taken -> said(err, taken);
                    case CommandFailed failed -> said(err, failed);
                    default -> {
                        StackTraceElement[] trace = failure.getStackTrace();
                        err.println(
                                "Sallyport has a defect: "
                                        + failure.getClass().getName()
                                        + (trace.length == 0 ? "" : " at " + trace[0])
                                        + ". Please report this line.");
                        yield ExitCode.SOFTWARE;
                    }
                };
        err.flush();
        return code;
    }

    private static int said(PrintWriter err, RuntimeException known) {
        err.println(known.getMessage());
        return ExitCode.SOFTWARE;
    }

    private static String count(int problems) {
        return problems == 1 ? "a problem" : problems + " problems";
    }
}
