open("prepared", "w").write("first")
