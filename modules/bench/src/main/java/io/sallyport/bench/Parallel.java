package io.sallyport.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many trials, some of them at a time. */
final class Parallel {
    /** One trial; its number counts from 0. */
    @FunctionalInterface
    interface Trial {
        void run(int number) throws IOException, InterruptedException;
    }

    private Parallel() {}

    /** Returns when all have ended. */
    static void run(int trials, int atATime, Trial trial) throws InterruptedException {
        Semaphore places = new Semaphore(atATime);
        List<Future<?>> all = new ArrayList<>(trials);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < trials; i++) {
                int number = i;
                places.acquire();
                all.add(
                        threads.submit(() -> {
                            try {
                                trial.run(number);
                            } finally {
                                places.release();
                            }
                            return number;
                        }));
            }
        }
        for (Future<?> each : all) {
            ended(each);
        }
    }

    private static void ended(Future<?> trial) throws InterruptedException {
        try {
            trial.get();
        } catch (ExecutionException failed) {
            throw new BenchFailed("a trial could not be made: " + failed.getCause(), failed);
        }
    }
}
