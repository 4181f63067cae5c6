package io.sallyport.bench;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts everybody, has them measured, and ends them, whatever happens. */
final class Bench implements AutoCloseable {
    private final Path directory;
    private final Plan plan;
    private final Programs programs;
    private final Pinning pinning;
    private final Loop loop;
    private final List<Contestant> gateways = new CopyOnWriteArrayList<>();

    private Bench(Path directory, Plan plan, Programs programs, Pinning pinning, Loop loop) {
        this.directory = directory;
        this.plan = plan;
        this.programs = programs;
        this.pinning = pinning;
        this.loop = loop;
    }

    /** Everybody keeps what they write in this directory. */
    static Bench in(Path directory, Plan plan, Programs programs) throws IOException {
        return new Bench(directory, plan, programs, Pinning.ofThisMachine(programs), Loop.open());
    }

    /**
     * The whole run.
     *
     * @param launcher the command line that runs the appliance's commands
     * @param peers whether other gateways are fetched and measured too
     */
    Report run(List<String> launcher, boolean peers, PrintWriter err)
            throws IOException, InterruptedException {
        String machine = Machine.described();
        pinning.ourselves();
        ApplianceProcess appliance =
                ApplianceProcess.start(
                        own(Contestant.SALLYPORT), loop.upstreamPort(), launcher, pinning);
        enter(appliance.contestant());
        List<String> remarks = new ArrayList<>(List.of(pinning.remark()));
        nginx(remarks);
        if (peers) {
            peers(remarks, err);
        }
        remarks.stream().map("Note: "::concat).forEach(err::println);
        Progress progress = new Progress(err, terminal(), Measuring.steps(plan, gateways));
        Figures figures = new Measuring(loop, plan, gateways, progress).run();
        return new Report(
                figures,
                gateways.stream().map(Contestant::name).toList(),
                appliance.traces(),
                machine,
                remarks);
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private void nginx(List<String> remarks) throws IOException, InterruptedException {
        Optional<Path> nginx = programs.find("nginx");
        if (nginx.isPresent()) {
            enter(
                    NginxServer.start(
                            nginx.get(), own(Contestant.NGINX), loop.upstreamPort(), pinning));
        } else {
            remarks.add(NginxServer.MISSING);
        }
    }

    /** A peer that cannot be had, does not start or does not answer is named and left out. */
    private void peers(List<String> remarks, PrintWriter err)
            throws IOException, InterruptedException {
        PeerPrograms fetched = PeerPrograms.ofThisUser(programs, err);
        for (Peer peer : Peer.values()) {
            try {
                Contestant gateway =
                        peer.start(
                                fetched.program(peer),
                                own(peer.label()),
                                loop.upstreamPort(),
                                pinning);
                enter(gateway);
                if (!Measuring.answers(loop, gateway)) {
                    gateways.remove(gateway);
                    gateway.close();
                    remarks.add(peer.label() + " is left out: it starts but does not answer");
                }
            } catch (BenchFailed missing) {
                remarks.add(peer.label() + " is left out: " + missing.getMessage());
            }
        }
    }

    private void enter(Contestant gateway) {
        gateways.add(gateway);
    }

    private Path own(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** Ends every gateway; again is harmless. */
    void end() {
        gateways.forEach(Contestant::close);
    }

    @Override
    public void close() throws IOException {
        end();
        loop.close();
    }
}
