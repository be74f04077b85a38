// SPDX-License-Identifier: EUPL-1.2
// The floor that start and memory are measured against: a GLFW window of the whole screen with
// an OpenGL context, one colour in it, and nothing of ours. After its first frame it writes the
// file that it was given.
#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2 || glfwInit() != GLFW_TRUE) return 1;
  const GLFWvidmode* mode = glfwGetVideoMode(glfwGetPrimaryMonitor());
  glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
  GLFWwindow* window = glfwCreateWindow(mode->width, mode->height, "empty", nullptr, nullptr);
  if (window == nullptr) return 1;
  glfwMakeContextCurrent(window);
  glClearColor(0.9f, 0.9f, 0.9f, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  glfwSwapBuffers(window);
  if (std::FILE* mark = std::fopen(argv[1], "w")) std::fclose(mark);
  while (glfwWindowShouldClose(window) == 0) glfwWaitEvents();
  glfwTerminate();
}
