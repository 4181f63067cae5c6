package io.sallyport.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** A run as a picture: bars of the throughput of a core, with a line where nginx is. */
final class SvgReport {
    private static final int LEFT = 240;
    private static final int WIDTH = 560;
    private static final int BAR = 18;
    private static final int GAP = 14;
    private static final int TOP = 50;
    private static final int MARGIN = 80;
    private static final String[] COLOURS = {"#1f6feb", "#8c959f", "#bf8700", "#a475f9", "#cf222e"};

    private final StringBuilder bars = new StringBuilder();
    private final Report report;
    private final double scale;
    private int y = TOP;

    private SvgReport(Report report) {
        this.report = report;
        double largest = 1;
        for (String name : report.contestants()) {
            for (Workload workload : Workload.values()) {
                largest = Math.max(largest, ratio(name, workload).orElse(0));
            }
        }
        this.scale = WIDTH / largest;
    }

    static String of(Report report) {
        SvgReport made = new SvgReport(report);
        made.draw();
        return made.whole();
    }

    private void draw() {
        for (Workload workload : Workload.values()) {
            for (int i = 0; i < report.contestants().size(); i++) {
                String name = report.contestants().get(i);
                OptionalDouble ratio = ratio(name, workload);
                if (ratio.isPresent()) {
                    bar(workload.label() + " " + name, ratio.getAsDouble(), i);
                }
            }
            y += GAP;
        }
    }

    private OptionalDouble ratio(String name, Workload workload) {
        return report.figures().ratioToNginx(name, workload);
    }

    private void bar(String label, double ratio, int contestant) {
        int width = (int) Math.round(ratio * scale);
        String colour = COLOURS[contestant % COLOURS.length];
        String figure = String.format(Locale.ROOT, "%.3f", ratio);
        bars.append(
                """
                <text x='%d' y='%d' text-anchor='end'>%s</text>
                <rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>
                <text x='%d' y='%d'>%s</text>
                """
                        .formatted(
                                LEFT - 8,
                                y + 13,
                                label,
                                LEFT,
                                y,
                                width,
                                BAR - 3,
                                colour,
                                LEFT + width + 5,
                                y + 13,
                                figure));
        y += BAR;
    }

    private String whole() {
        int nginx = LEFT + (int) Math.round(scale);
        return """
        <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>
        <rect width='100%%' height='100%%' fill='white'/>
        <text x='12' y='22' font-size='15'>Requests per second of one core, as a multiple of nginx</text>
        <text x='12' y='39' fill='#57606a'>%s</text>
        %s<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='#24292f' stroke-dasharray='4 3'/>
        </svg>
        """
                .formatted(
                        LEFT + WIDTH + MARGIN,
                        y,
                        escaped(report.machine()),
                        bars,
                        nginx,
                        nginx,
                        TOP - 4,
                        y - GAP);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
